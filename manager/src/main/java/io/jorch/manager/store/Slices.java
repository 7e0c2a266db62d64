package io.jorch.manager.store;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkPlan;
import io.jorch.core.model.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Cuts subnets into slices for nodes. Pure.
///
/// A slice has 16 addresses, or fewer where a subnet would hold less than eight of them. So a
/// subnet of the default size is enough for 256 nodes and one of 16 bits for 4,096, while a node
/// that only publishes ports takes no more than it must. A node without a slice has no part in the
/// network; one with too few addresses rejects what it cannot attach, and says so.
final class Slices {
  /// Numbers of networks begin here; the upper byte tells them from other programs' VXLAN.
  static final int FIRST_VNI = 0x6a0001;

  private static final int LAST_VNI = 0x6affff;
  private static final int USUAL = 28;
  private static final int SMALLEST = 30;

  private Slices() {}

  /// What is wanted of one network.
  ///
  /// @param containers addresses each node needs beside its own
  /// @param fixed addresses that specifications demand
  record Need(String subnet, Map<NodeId, Integer> containers, Set<String> fixed) {}

  /// The plans that must change, as they should be. Nodes that lack something get as much of it as
  /// there is.
  static Map<NetworkName, NetworkPlan> grant(
      Map<NetworkName, NetworkPlan> given, Map<NetworkName, Need> needs) {
    Set<Integer> numbers = new HashSet<>();
    given.values().forEach(plan -> numbers.add(plan.vni()));
    Map<NetworkName, NetworkPlan> changed = new LinkedHashMap<>();
    new TreeMap<>(needs)
        .forEach(
            (network, need) -> {
              NetworkPlan before = given.get(network);
              NetworkPlan start =
                  before != null ? before : new NetworkPlan(freeNumber(numbers), Map.of());
              NetworkPlan after = grant(start, need);
              if (after.slices().equals(start.slices())) return;
              numbers.add(after.vni());
              changed.put(network, after);
            });
    return changed;
  }

  private static int freeNumber(Set<Integer> taken) {
    int number = FIRST_VNI;
    while (taken.contains(number) && number < LAST_VNI) number++;
    return number;
  }

  private static NetworkPlan grant(NetworkPlan before, Need need) {
    Cut cut = new Cut(Prefix.parse(need.subnet()), before, fixed(need));
    Map<NodeId, List<String>> slices = new LinkedHashMap<>(before.slices());
    new TreeMap<>(need.containers())
        .forEach(
            (node, containers) -> {
              List<String> own = new ArrayList<>(slices.getOrDefault(node, List.of()));
              while (cut.lacks(own, containers) && cut.next(own.isEmpty(), own)) {
                slices.put(node, List.copyOf(own));
              }
            });
    return new NetworkPlan(before.vni(), slices);
  }

  private static Set<Long> fixed(Need need) {
    Set<Long> addresses = new HashSet<>();
    need.fixed().forEach(each -> addresses.add(Prefix.parse(each + "/32").first()));
    return addresses;
  }

  /// Whether a node with these slices needs more.
  static boolean lacks(String subnet, List<String> own, int containers) {
    return own.isEmpty() || room(Prefix.parse(subnet), own) < containers;
  }

  /// Addresses for containers: all but the node's own, and the subnet's base and broadcast.
  private static long room(Prefix subnet, List<String> own) {
    long room = -1;
    for (String each : own) {
      Prefix slice = Prefix.parse(each);
      room += slice.last() - slice.first() + 1;
      if (slice.first() == subnet.first()) room--;
      if (slice.last() == subnet.last()) room--;
    }
    return room;
  }

  /// A subnet that is being cut, from its beginning on.
  private static final class Cut {
    private final Prefix subnet;
    private final int length;
    private final Set<Long> fixed;
    private final Set<Long> taken = new HashSet<>();
    private final Map<Boolean, Long> from = new HashMap<>();

    Cut(Prefix subnet, NetworkPlan before, Set<Long> fixed) {
      this.subnet = subnet;
      this.length = Math.clamp(subnet.length() + 3, USUAL, SMALLEST);
      this.fixed = fixed;
      before
          .slices()
          .values()
          .forEach(own -> own.forEach(each -> taken.add(Prefix.parse(each).first())));
    }

    boolean lacks(List<String> own, int containers) {
      return own.isEmpty() || room(subnet, own) < containers;
    }

    /// Adds the first free slice; gives whether there was one. The first of a node must not begin
    /// with an address that a container demands.
    boolean next(boolean first, List<String> own) {
      long step = 1L << (32 - length);
      long at = from.getOrDefault(first, subnet.first());
      while (at <= subnet.last() && (taken.contains(at) || (first && demanded(at)))) at += step;
      from.put(first, at);
      if (at > subnet.last()) return false;
      taken.add(at);
      own.add(new Prefix(at, length).toString());
      return true;
    }

    private boolean demanded(long at) {
      return fixed.contains(at == subnet.first() ? at + 1 : at);
    }
  }
}
