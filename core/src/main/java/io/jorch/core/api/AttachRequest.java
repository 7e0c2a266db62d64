package io.jorch.core.api;

/// Joins the main process of a running container: what it writes from now on comes out, what the
/// caller types goes in.
///
/// @param stdin whether the caller's input is passed on, where the container takes any
/// @param columns of the caller's terminal, 0 when it has none
/// @param rows of the caller's terminal, 0 when it has none
public record AttachRequest(boolean stdin, int columns, int rows) {}
