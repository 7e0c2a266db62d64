package io.jorch.cli.daemon;

import io.jorch.core.mesh.Mesh;
import io.jorch.core.mesh.MeshStream;
import io.jorch.core.model.NodeId;
import io.jorch.core.remote.Channel;
import io.jorch.core.remote.Dial;
import java.io.InputStream;
import java.io.OutputStream;

/// A stream of the mesh, for one call to another node.
record OverMesh(MeshStream stream) implements Channel {
  static Dial dial(Mesh mesh, NodeId node, String service) {
    return () -> new OverMesh(mesh.open(node, service));
  }

  @Override
  public InputStream in() {
    return stream.input();
  }

  @Override
  public OutputStream out() {
    return stream.output();
  }

  @Override
  public void close() {
    stream.close();
  }
}
