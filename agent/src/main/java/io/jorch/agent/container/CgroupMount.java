package io.jorch.agent.container;

/// A hierarchy that the container sees, read-only, its own group as the root.
///
/// @param name directory below `/sys/fs/cgroup`, empty for that directory itself
/// @param options empty for v2, else the controllers of a v1 hierarchy
public record CgroupMount(String name, String options) {}
