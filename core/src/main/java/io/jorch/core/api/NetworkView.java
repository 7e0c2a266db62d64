package io.jorch.core.api;

import java.util.List;

/// One row of `jorch network ls --format json`.
public record NetworkView(
    String name, String stack, String subnet, boolean internal, List<String> tasks) {}
