package io.jorch.core.cluster;

/// Told when members come and go, in order. What it is told is a hint: [Cluster#members()] is the
/// state.
public interface MembershipListener {
  void joined(MemberInfo member);

  void left(MemberInfo member);

  /// This member was in a part of a divided cluster whose maps were given up for the other's: what
  /// it wrote there must be written again.
  void merged();
}
