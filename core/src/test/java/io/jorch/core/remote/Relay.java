package io.jorch.core.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Stands between two nodes, and can stop passing anything on without closing anything.
final class Relay implements AutoCloseable {
  private final Sockets near;
  private final Dial far;
  private volatile boolean frozen;

  Relay(Dial far) throws IOException {
    this.far = far;
    near = new Sockets(this::relay);
  }

  Channel dial() throws IOException {
    return near.dial();
  }

  void freeze() {
    frozen = true;
  }

  private void relay(Channel one) throws IOException {
    Channel other = far.open();
    Thread.ofVirtual().start(() -> pass(one.in(), other.out()));
    pass(other.in(), one.out());
  }

  private void pass(InputStream from, OutputStream to) {
    byte[] buffer = new byte[8192];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        if (!frozen) to.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // one side is gone; the other is not told
    }
  }

  @Override
  public void close() throws IOException {
    near.close();
  }
}
