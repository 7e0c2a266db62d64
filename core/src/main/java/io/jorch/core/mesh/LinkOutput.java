package io.jorch.core.mesh;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// The bytes that leave on a link. Closing it ends this side properly.
final class LinkOutput extends OutputStream {
  private final Link link;

  LinkOutput(Link link) {
    this.link = link;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    link.write(bytes, from, length);
  }

  @Override
  public void close() throws IOException {
    link.end();
  }
}
