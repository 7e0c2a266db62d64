package io.jorch.core.mesh;

import java.net.InetSocketAddress;

/// Where a node's mesh listens, and how patient it is.
///
/// @param bind port 0 for any
public record MeshConfig(InetSocketAddress bind, Patience patience) {
  public static final int PORT = 7437;

  public static MeshConfig of(InetSocketAddress bind) {
    return new MeshConfig(bind, Patience.USUAL);
  }
}
