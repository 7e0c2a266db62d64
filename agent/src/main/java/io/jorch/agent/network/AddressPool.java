package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Subnet;
import java.io.IOException;
import java.util.BitSet;

/// Hands out a subnet's addresses in a circle, so that a freed one rests as long as possible before
/// it is used again. Base, gateway and broadcast are never given.
final class AddressPool {
  private static final int FIRST = 2;
  private final String network;
  private final Subnet subnet;
  private final int end;
  private final BitSet used = new BitSet();
  private int next = FIRST;

  AddressPool(String network, Subnet subnet) {
    this.network = network;
    this.subnet = subnet;
    this.end = (int) Math.min(subnet.size() - 1, 1 << 24);
  }

  synchronized Ipv4 take() throws IOException {
    int offset = used.nextClearBit(next);
    if (offset >= end) offset = used.nextClearBit(FIRST);
    if (offset >= end) {
      throw new IOException(
          "find an address on network "
              + network
              + ": all "
              + (end - FIRST)
              + " of "
              + subnet
              + " are in use; give the network a larger subnet");
    }
    used.set(offset);
    next = offset + 1;
    return subnet.base().plus(offset);
  }

  /// Takes a particular address.
  synchronized Ipv4 take(Ipv4 address) throws IOException {
    int offset = offset(address);
    if (offset < FIRST || offset >= end) {
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
    if (offset < FIRST || offset >= end) return;
    used.set(offset);
    next = Math.max(next, offset + 1);
  }

  synchronized void free(Ipv4 address) {
    int offset = offset(address);
    if (offset >= FIRST && offset < end) used.clear(offset);
  }

  private int offset(Ipv4 address) {
    return subnet.contains(address) ? address.bits() - subnet.base().bits() : -1;
  }
}
