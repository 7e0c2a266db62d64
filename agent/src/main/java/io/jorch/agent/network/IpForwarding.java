package io.jorch.agent.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The one sysctl of the host that containers' traffic needs. Written only when it is off.
final class IpForwarding {
  private static final Path SWITCH = Path.of("/proc/sys/net/ipv4/ip_forward");

  private IpForwarding() {}

  static void enable() throws IOException {
    try {
      if (!Files.readString(SWITCH).strip().equals("1")) Files.writeString(SWITCH, "1");
    } catch (IOException e) {
      throw new IOException(
          "switch on IP forwarding (" + SWITCH + "): " + e.getMessage() + "; run as root", e);
    }
  }
}
