package io.jorch.agent.image;

import io.jorch.agent.image.Candidates.WrongBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;

/// One blob from one node, checked.
record PeerDownload(Peer peer, Digest digest) {
  /// Counts what comes, and takes no more than was announced.
  private static final class Limited extends OutputStream {
    private final OutputStream to;
    private final long limit;
    private final Progress.Counter counter;
    private long done;

    Limited(OutputStream to, long limit, Progress.Counter counter) {
      this.to = to;
      this.limit = limit;
      this.counter = counter;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      done += length;
      if (done > limit) throw new WrongBytes("it sent more than " + limit + " bytes");
      to.write(bytes, offset, length);
      counter.add(done);
    }
  }

  /// A small one.
  byte[] bytes(int limit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    peer.blobs().blob(digest.toString(), new Limited(bytes, limit, done -> {}));
    check(Digest.of(bytes.toByteArray()));
    return bytes.toByteArray();
  }

  /// Writes one of this many bytes to a file, replacing it.
  ///
  /// @param counter told how many bytes have come so far
  void into(Path file, long size, Progress.Counter counter) throws IOException {
    try (DigestOutputStream out =
        new DigestOutputStream(Files.newOutputStream(file), Digest.sha256())) {
      peer.blobs().blob(digest.toString(), new Limited(out, size, counter));
      check(Digest.finish(out.getMessageDigest()));
    }
  }

  private void check(Digest found) throws WrongBytes {
    if (found.equals(digest)) return;
    throw new WrongBytes("what it sent for " + digest + " has digest " + found);
  }
}
