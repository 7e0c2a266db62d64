package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Subnet;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/// Hands out the addresses of a node's slices of a network in a circle, so that a freed one rests
/// as long as possible before it is used again. The network's base and broadcast, the node's
/// gateway and reserved addresses are never given unasked; a particular address may be anywhere in
/// the network.
final class AddressPool {
  private static final int LARGEST = 1 << 24;
  private final String network;
  private final Subnet subnet;
  private final int end;
  private final int gateway;
  private final BitSet used = new BitSet();
  private BitSet own = new BitSet();
  private List<Subnet> slices = List.of();
  private int next = 1;

  AddressPool(NetworkSpec spec) {
    this.network = spec.name();
    this.subnet = spec.subnet();
    this.end = (int) Math.min(subnet.size() - 1, LARGEST);
    this.gateway = offset(spec.gateway());
    this.next = gateway + 1;
    resize(spec);
  }

  /// Takes the slices and reserved addresses of this specification from now on. What was given out
  /// stays so.
  synchronized void resize(NetworkSpec spec) {
    BitSet fresh = new BitSet();
    for (Subnet slice : spec.slices()) {
      int from = offset(slice.base());
      if (from >= 0) fresh.set(from, (int) Math.min(from + slice.size(), end));
    }
    fresh.clear(0);
    fresh.clear(gateway);
    for (Ipv4 address : spec.reserved()) {
      int offset = offset(address);
      if (offset >= 0) fresh.clear(offset);
    }
    own = fresh;
    slices = spec.slices();
  }

  synchronized Ipv4 take() throws IOException {
    int offset = free(next);
    if (offset < 0) offset = free(0);
    if (offset < 0) {
      throw new IOException(
          "find an address on network "
              + network
              + ": all "
              + own.cardinality()
              + " of "
              + slices.stream().map(Subnet::toString).collect(Collectors.joining(", "))
              + " are in use; give the network a larger subnet");
    }
    used.set(offset);
    next = offset + 1;
    return subnet.base().plus(offset);
  }

  private int free(int from) {
    int offset = own.nextSetBit(from);
    while (offset >= 0 && used.get(offset)) offset = own.nextSetBit(used.nextClearBit(offset));
    return offset;
  }

  /// Takes a particular address.
  synchronized Ipv4 take(Ipv4 address) throws IOException {
    int offset = offset(address);
    if (!usable(offset)) {
      throw new IOException(
          "use address "
              + address
              + " on network "
              + network
              + ": it is not a container address of "
              + subnet);
    }
    if (used.get(offset)) {
      throw new IOException(
          "use address " + address + " on network " + network + ": another container has it");
    }
    used.set(offset);
    return address;
  }

  /// Marks an address that an adopted container already has.
  synchronized void restore(Ipv4 address) {
    int offset = offset(address);
    if (!usable(offset)) return;
    used.set(offset);
    next = Math.max(next, offset + 1);
  }

  synchronized void free(Ipv4 address) {
    int offset = offset(address);
    if (usable(offset)) used.clear(offset);
  }

  private boolean usable(int offset) {
    return offset > 0 && offset < end && offset != gateway;
  }

  private int offset(Ipv4 address) {
    return subnet.contains(address) ? address.bits() - subnet.base().bits() : -1;
  }
}
