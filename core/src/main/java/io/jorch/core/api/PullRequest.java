package io.jorch.core.api;

import java.util.Optional;

/// Fetches an image from a registry.
///
/// @param credentials `user:password`, when the registry wants one
public record PullRequest(String reference, Optional<String> credentials) {}
