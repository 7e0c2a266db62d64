package io.jorch.core.cluster;

/// Told when members come and go, in order. What it is told is a hint: [Cluster#members()] is the
/// state.
public interface MembershipListener {
  void joined(MemberInfo member);

  void left(MemberInfo member);
}
