package io.jorch.agent.container;

import java.util.Set;

/// Who a program runs as, in numbers.
///
/// @param groups supplementary, the primary one among them
record Identity(int uid, int gid, Set<Integer> groups, String home) {
  Identity {
    groups = Set.copyOf(groups);
  }
}
