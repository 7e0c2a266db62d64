package io.jorch.core.trust;

import io.jorch.core.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A node's identity and whom it trusts, in a directory of their own that only root may enter:
/// `node.key`, `node.pem` (the chain), `trust.json`. Each survives a power cut whole.
public record IdentityFiles(Path directory) {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final String KEY = "node.key";
  private static final String CHAIN = "node.pem";
  private static final String TRUST = "trust.json";

  /// Replaces the identity. The new chain waits beside the old one until the new key is in place,
  /// so that [#identity] finds a chain for whichever key a power cut leaves.
  public void save(Identity identity) throws IOException {
    prepare();
    write(fresh(KEY), Pem.text(identity.key()));
    write(fresh(CHAIN), Pem.text(identity.chain()));
    settle(KEY);
    settle(CHAIN);
  }

  public void save(TrustRoots trust) throws IOException {
    prepare();
    write(fresh(TRUST), Wire.text(TrustRoots.class, trust));
    settle(TRUST);
  }

  /// Empty when this node never joined a cluster.
  ///
  /// @throws IOException when the files are there, but cannot be read or do not belong together
  public Optional<Identity> identity() throws IOException {
    if (!Files.exists(directory.resolve(KEY))) {
      return Optional.empty();
    }
    PrivateKey key = read(KEY, Pem::key);
    for (String name : List.of(CHAIN, CHAIN + ".new")) {
      if (Files.exists(directory.resolve(name))) {
        Identity found = read(name, text -> Identity.of(key, Pem.certificates(text)));
        if (found.keyFits()) {
          return Optional.of(found);
        }
      }
    }
    throw new IOException(
        "there is no certificate in "
            + directory.resolve(CHAIN)
            + " for the key in "
            + directory.resolve(KEY)
            + "; restore both from one backup, or remove "
            + directory
            + " and join the cluster anew");
  }

  public Optional<TrustRoots> trust() throws IOException {
    if (!Files.exists(directory.resolve(TRUST))) {
      return Optional.empty();
    }
    return Optional.of(read(TRUST, text -> Wire.read(TrustRoots.class, text)));
  }

  /// Forgets all of it: this node is in no cluster any more.
  public void delete() throws IOException {
    for (String name : List.of(KEY, CHAIN, TRUST)) {
      Files.deleteIfExists(directory.resolve(name));
      Files.deleteIfExists(fresh(name));
    }
  }

  private interface Reader<T> {
    T read(String text);
  }

  private <T> T read(String name, Reader<T> reader) throws IOException {
    Path file = directory.resolve(name);
    try {
      return reader.read(Files.readString(file));
    } catch (RuntimeException e) {
      throw new IOException(
          "cannot read "
              + file
              + ": "
              + e.getMessage()
              + "; restore it from a backup, or remove "
              + directory
              + " and join the cluster anew",
          e);
    }
  }

  private void prepare() throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  private Path fresh(String name) {
    return directory.resolve(name + ".new");
  }

  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel =
        FileChannel.open(file, fresh, PosixFilePermissions.asFileAttribute(OWNER))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private void settle(String name) throws IOException {
    Files.move(fresh(name), directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
