package io.jorch.agent.network;

import java.nio.file.Path;

/// What tells one daemon's network from another's, and what it reads of the host. `instance`
/// (letters and digits) must differ between daemons that share a network namespace and stay the
/// same for the successor of a daemon.
public record Config(String instance, Path hostResolvConf, int spareNamespaces) {
  private static final int SPARES = 8;

  public static Config of(String instance) {
    return new Config(instance, Path.of("/etc/resolv.conf"), SPARES);
  }
}
