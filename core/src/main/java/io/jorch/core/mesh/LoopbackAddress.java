package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/// The loopback addresses of the cluster's members, in 127.10.0.0/16.
public final class LoopbackAddress {
  private static final int LAST = 254;

  private LoopbackAddress() {}

  /// By the node's id, so that daemons that share a machine seldom meet. Of n nodes two have the
  /// same with a probability of about n²/130,000: a cluster uses [#free] and remembers.
  public static InetAddress of(NodeId id) {
    int hash = id.value().hashCode();
    return address((hash >>> 8) & 0xff, 1 + Math.floorMod(hash, LAST));
  }

  /// The node's own address, or the next one after it that nobody has.
  ///
  /// @throws IllegalStateException when all 65,024 are taken
  public static InetAddress free(NodeId id, Set<InetAddress> taken) {
    byte[] first = of(id).getAddress();
    int start = (first[2] & 0xff) * LAST + (first[3] & 0xff) - 1;
    for (int i = 0; i < 256 * LAST; i++) {
      int at = (start + i) % (256 * LAST);
      InetAddress candidate = address(at / LAST, 1 + at % LAST);
      if (!taken.contains(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("all loopback addresses of 127.10.0.0/16 are taken");
  }

  private static InetAddress address(int third, int fourth) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 10, (byte) third, (byte) fourth});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are no address", e);
    }
  }
}
