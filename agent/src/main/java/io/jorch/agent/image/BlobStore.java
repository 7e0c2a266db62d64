package io.jorch.agent.image;

import io.jorch.agent.image.Progress.Counter;
import io.jorch.agent.linux.Trees;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Files named by the digest of their content, in the directory layout of OCI
/// (`blobs/sha256/<hex>`). What has its final name is whole and verified.
final class BlobStore {
  private final Path directory;
  private final Scratch scratch;

  BlobStore(Path root, Scratch scratch) throws IOException {
    this.directory = Files.createDirectories(root.resolve("blobs/sha256"));
    this.scratch = scratch;
  }

  Path path(Digest digest) {
    return directory.resolve(digest.hex());
  }

  boolean has(Digest digest) {
    return Files.isRegularFile(path(digest));
  }

  long size(Digest digest) throws IOException {
    return Files.size(path(digest));
  }

  byte[] read(Digest digest) throws IOException {
    byte[] bytes = Files.readAllBytes(path(digest));
    if (Digest.of(bytes).equals(digest)) return bytes;
    throw new ImageException(
        "read blob " + digest + ": the file was damaged; remove " + path(digest) + " and pull");
  }

  /// Stores a small document. It is on disk after the next [LayerStore#commit]; a damaged one that
  /// an earlier power cut left is replaced.
  Digest put(byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    if (has(digest) && Arrays.equals(Files.readAllBytes(path(digest)), bytes)) return digest;
    Path file = Files.write(scratch.newPath(), bytes);
    Files.move(file, path(digest), StandardCopyOption.ATOMIC_MOVE);
    return digest;
  }

  /// Stores a stream under the digest it turns out to have, synced.
  Digest put(InputStream in) throws IOException {
    Path file = scratch.newPath();
    try {
      Digest digest = copy(in, file);
      if (!has(digest)) AtomicFile.rename(file, path(digest));
      return digest;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// Takes over a file of the same file system, synced, whose content must have this digest.
  void adopt(Path file, Digest expected) throws IOException {
    Digest found = digest(file);
    if (!found.equals(expected)) {
      Files.delete(file);
      throw new ImageException(
          "store blob " + expected + ": the received bytes have digest " + found + "; try again");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    AtomicFile.rename(file, path(expected));
  }

  List<Digest> all() throws IOException {
    List<Digest> found = new ArrayList<>();
    for (String name : Trees.names(directory)) {
      if (name.length() == 64) found.add(new Digest(name));
    }
    return found;
  }

  void delete(Digest digest) throws IOException {
    Files.deleteIfExists(path(digest));
  }

  private static Digest copy(InputStream in, Path file) throws IOException {
    MessageDigest hash = Digest.sha256();
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), hash)) {
      byte[] buffer = new byte[128 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) out.write(buffer, 0, n);
      channel.force(true);
    }
    return Digest.finish(hash);
  }

  private static Digest digest(Path file) throws IOException {
    MessageDigest hash = Digest.sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[128 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) hash.update(buffer, 0, n);
    }
    return Digest.finish(hash);
  }

  /// The blob's bytes, each counted as it is read.
  InputStream open(Digest digest, Counter counter) throws IOException {
    return new FilterInputStream(Files.newInputStream(path(digest))) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        if (b >= 0) counter.add(1);
        return b;
      }

      @Override
      public int read(byte[] b, int off, int len) throws IOException {
        int n = super.read(b, off, len);
        if (n > 0) counter.add(n);
        return n;
      }
    };
  }
}
