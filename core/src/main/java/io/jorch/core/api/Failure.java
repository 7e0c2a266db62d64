package io.jorch.core.api;

/// Body of an answer that is not a success: one sentence for people.
public record Failure(String error) {}
