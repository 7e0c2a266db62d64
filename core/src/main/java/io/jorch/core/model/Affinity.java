package io.jorch.core.model;

/// A wish about the place of a service's tasks beside those of a service of the same stack, itself
/// included (`x-jorch.affinity` and `x-jorch.anti_affinity`).
///
/// @param apart not in the same place, instead of in the same
/// @param required tasks rather wait than be placed against it; otherwise nodes that meet it are
///     only preferred
/// @param over the node attribute whose equal values are one place, such as `node.labels.rack`
public record Affinity(ServiceName service, boolean apart, boolean required, String over) {}
