package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Vxlan;
import java.util.Collection;
import java.util.stream.Collectors;

/// Rules that keep out who has no business between the machines of a cluster, as commands for a
/// [WholeTable].
final class Strangers {
  /// The first of the three bytes of a network's number between machines. Rules look for it in the
  /// packet, so that other programs' VXLAN on the same port is not touched.
  static final int VNI_BYTE = 0x6a;

  private Strangers() {}

  /// Packets of our networks are taken from these machines only, and none leaves a container: it
  /// would get this machine's address on the way.
  static String outOfTunnels(Collection<Ipv4> machines) {
    String ours = "udp dport " + Vxlan.PORT + " @th,96,8 " + VNI_BYTE;
    String peers = machines.stream().sorted().map(Ipv4::toString).collect(Collectors.joining(", "));
    return """
        add set ip TABLE machines { type ipv4_addr; }
        add chain ip TABLE containers { type filter hook prerouting priority raw; policy accept; }
        add chain ip TABLE arriving { type filter hook input priority filter; policy accept; }
        add rule ip TABLE containers iifname "jo-*" OURS drop
        add rule ip TABLE arriving OURS ip saddr != @machines drop
        """
            .replace("OURS", ours)
        + (peers.isEmpty() ? "" : "add element ip TABLE machines { " + peers + " }\n");
  }

  /// The loopback addresses at which the cluster's members meet are root's alone: nobody else
  /// speaks to one, and nobody speaks from one that is taken before its owner does.
  static String outOfMembers() {
    return """
        add chain ip TABLE members { type filter hook output priority filter; policy accept; }
        add rule ip TABLE members ip daddr 127.10.0.0/16 meta skuid != 0 meta l4proto tcp reject with tcp reset
        add rule ip TABLE members ip daddr 127.10.0.0/16 meta skuid != 0 drop
        add rule ip TABLE members ip saddr 127.10.0.0/16 meta skuid != 0 drop
        """;
  }
}
