package io.jorch.cli.client;

import io.jorch.cli.http.Request;
import io.jorch.core.api.ClusterInit;
import io.jorch.core.api.ClusterJoin;
import io.jorch.core.api.ClusterView;
import java.io.InputStream;

/// The cluster that the daemon is part of.
public final class Clusters {
  private final Daemon daemon;

  public Clusters(Daemon daemon) {
    this.daemon = daemon;
  }

  /// Answer with a join token.
  record Token(String token) {}

  public ClusterView status() {
    return daemon.get("/v1/cluster", ClusterView.class);
  }

  public void init(ClusterInit request) {
    daemon.call("POST", "/v1/cluster/init", request, Requests.Nothing.class);
  }

  public void join(ClusterJoin request) {
    daemon.call("POST", "/v1/cluster/join", request, Requests.Nothing.class);
  }

  public void leave(boolean force) {
    post(new Target("cluster", "leave").when(force, "force"));
  }

  public void recover() {
    post(new Target("cluster", "recover"));
  }

  public void rotateAuthority() {
    post(new Target("cluster", "authority"));
  }

  /// The token that lets nodes join.
  ///
  /// @param role `worker` or `manager`
  public String token(String role, boolean rotate) {
    Target target = new Target("cluster", "token", role).when(rotate, "rotate");
    return daemon.call("POST", target.toString(), new Requests.Nothing(), Token.class).token();
  }

  public void role(String node, String role) {
    post(new Target("cluster", "nodes", node, "role", role));
  }

  public void removeNode(String node, boolean force) {
    Target target = new Target("cluster", "nodes", node).when(force, "force");
    daemon.bytes(Request.of("DELETE", target.toString()));
  }

  /// Everything durable, as bytes.
  public void backup(Daemon.Reader reader) {
    daemon.download(Request.of("GET", new Target("cluster", "backup").toString()), reader);
  }

  public void restore(InputStream backup) {
    daemon.bytes(
        Request.of("POST", new Target("cluster", "restore").toString())
            .with(new Request.Body("application/octet-stream", backup, -1)));
  }

  private void post(Target target) {
    daemon.call("POST", target.toString(), new Requests.Nothing(), Requests.Nothing.class);
  }
}
