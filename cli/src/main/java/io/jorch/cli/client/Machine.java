package io.jorch.cli.client;

import io.jorch.cli.http.Request;
import io.jorch.core.api.DaemonInfo;
import io.jorch.core.api.NetworkView;
import io.jorch.core.api.VolumeView;
import java.util.List;
import java.util.Optional;

/// What can be asked about the daemon itself, its volumes and networks.
public final class Machine {
  private final Daemon daemon;

  public Machine(Daemon daemon) {
    this.daemon = daemon;
  }

  /// What a daemon says of itself.
  public record Version(String version, String apiVersion, long pid, String node) {}

  public Version version() {
    return daemon.get("/v1/version", Version.class);
  }

  public DaemonInfo info() {
    return daemon.get("/v1/info", DaemonInfo.class);
  }

  public List<VolumeView> volumes() {
    return daemon.list("/v1/volumes", VolumeView.class);
  }

  /// Removes a volume.
  ///
  /// @param node whose copy goes; empty where there is but one
  public void removeVolume(String name, Optional<String> node) {
    Target target = new Target("volumes", name).with("node", node);
    daemon.bytes(Request.of("DELETE", target.toString()));
  }

  public List<NetworkView> networks() {
    return daemon.list("/v1/networks", NetworkView.class);
  }

  public void stop() {
    daemon.call("POST", "/v1/daemon/stop", new Requests.Nothing(), Requests.Nothing.class);
  }
}
