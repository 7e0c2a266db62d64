package io.jorch.core.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// The bytes that arrive on a link. Closing it tells the peer to send no more.
final class LinkInput extends InputStream {
  private final Link link;

  LinkInput(Link link) {
    this.link = link;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, buffer.length);
    return link.read(buffer, from, length);
  }

  @Override
  public int available() {
    return link.available();
  }

  @Override
  public void close() throws IOException {
    link.refuseInput();
  }
}
