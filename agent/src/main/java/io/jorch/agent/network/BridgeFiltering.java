package io.jorch.agent.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether bridged packets pass the IP firewall too (`net.bridge.bridge-nf-call-iptables`, which
/// other container engines switch on for the whole namespace). Then a container that asks for its
/// own published port is answered by the bridge, which must be allowed to send the packet back
/// where it came from.
final class BridgeFiltering {
  private static final Path SWITCH = Path.of("/proc/sys/net/bridge/bridge-nf-call-iptables");

  private BridgeFiltering() {}

  static boolean isOn() throws IOException {
    return Files.exists(SWITCH) && Files.readString(SWITCH).strip().equals("1");
  }
}
