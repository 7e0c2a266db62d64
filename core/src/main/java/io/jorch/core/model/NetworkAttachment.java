package io.jorch.core.model;

import java.util.List;
import java.util.Optional;

/// A service's place on one network: the names it answers to beside its own, and a fixed address.
public record NetworkAttachment(
    NetworkName network, List<String> aliases, Optional<String> ipv4Address) {}
