package io.jorch.core.api;

/// Body of `cluster init`.
///
/// @param advertise IP by which other nodes will reach this one
public record ClusterInit(String advertise) {}
