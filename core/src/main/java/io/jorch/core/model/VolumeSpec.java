package io.jorch.core.model;

import java.util.Map;

/// A named volume of a stack, or one that is expected to exist (`external`).
public record VolumeSpec(VolumeName name, boolean external, Map<String, String> labels) {}
