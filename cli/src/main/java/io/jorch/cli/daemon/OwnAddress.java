package io.jorch.cli.daemon;

import io.jorch.manager.control.RequestException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// The address by which other nodes reach this one.
final class OwnAddress {
  private OwnAddress() {}

  /// Checks that an address is this machine's, or finds the only one that it can be.
  ///
  /// @param wanted as the user wrote it, or empty
  static String of(String wanted) throws IOException {
    return wanted.isEmpty() ? only() : checked(wanted);
  }

  private static String checked(String wanted) throws IOException {
    try {
      InetAddress address = InetAddress.getByName(wanted);
      if (NetworkInterface.getByInetAddress(address) != null) return address.getHostAddress();
    } catch (UnknownHostException e) {
      // said below
    }
    throw RequestException.invalid(
        "'" + wanted + "' is no address of this machine; it has: " + String.join(", ", all()));
  }

  private static String only() throws IOException {
    List<String> all = all();
    if (all.size() == 1) return all.getFirst();
    throw RequestException.invalid(
        all.isEmpty()
            ? "this machine has no address but loopback ones; other nodes could not reach it"
            : "this machine has several addresses; choose one with --advertise-addr: "
                + String.join(", ", all));
  }

  /// IPv4 addresses of interfaces that are up, without loopback, link-local ones and those of
  /// containers' networks.
  private static List<String> all() throws IOException {
    List<String> found = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (!each.isUp() || each.isLoopback() || each.getName().startsWith("jo-")) continue;
      each.inetAddresses()
          .filter(address -> address instanceof java.net.Inet4Address)
          .filter(address -> !address.isLinkLocalAddress())
          .forEach(address -> found.add(address.getHostAddress()));
    }
    return found;
  }
}
