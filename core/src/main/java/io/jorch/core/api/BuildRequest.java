package io.jorch.core.api;

import io.jorch.core.model.BuildSpec;

/// Builds an image from a directory on the daemon's machine and gives it `reference`.
public record BuildRequest(String reference, BuildSpec build) {}
