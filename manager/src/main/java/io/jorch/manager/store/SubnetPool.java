package io.jorch.manager.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The address space that networks get their subnets from. Pure: what is taken is an argument.
///
/// @param pool the whole space
/// @param length of each subnet's prefix
record SubnetPool(Prefix pool, int length) {
  static final SubnetPool DEFAULT = new SubnetPool(Prefix.parse("10.192.0.0/11"), 20);

  /// The first subnet that overlaps none of `taken`; empty when all do.
  Optional<Prefix> firstFree(Collection<Prefix> taken) {
    List<Prefix> inPool = new ArrayList<>(taken.stream().filter(pool::overlaps).toList());
    long step = 1L << (32 - length);
    for (long at = pool.first(); at <= pool.last(); at += step) {
      Prefix candidate = new Prefix(at, length);
      if (inPool.stream().noneMatch(candidate::overlaps)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
