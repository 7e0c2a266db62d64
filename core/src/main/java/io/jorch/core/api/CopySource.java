package io.jorch.core.api;

/// What to copy out of a container.
///
/// @param path in the container, from its root; the archive's entries begin with the path's last
///     part, or with `.` when it ends in `/.` or is the root
/// @param followLink when the path is a symbolic link, copy what it leads to
public record CopySource(String path, boolean followLink) {}
