package io.jorch.cli.daemon;

import io.jorch.core.model.NodeId;
import io.jorch.core.trust.Roster;
import io.jorch.core.wire.Wire;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// This node's part in a cluster, kept beside its identity.
///
/// @param store directory of the durable store while this node is a manager, below the state
///     directory
/// @param founder it formed the cluster, from what its own store held
/// @param roster as last heard of
record Membership(NodeId node, String store, boolean founder, Roster roster) {
  private static final String FILE = "membership.json";

  static Path directory(Path stateDir) {
    return stateDir.resolve("cluster");
  }

  /// Empty on a machine that is in no cluster.
  static Optional<Membership> read(Path stateDir) throws IOException {
    Path file = directory(stateDir).resolve(FILE);
    if (!Files.exists(file)) return Optional.empty();
    try {
      return Optional.of(Wire.read(Membership.class, Files.readString(file)));
    } catch (RuntimeException e) {
      throw new IOException(
          "cannot read "
              + file
              + ": "
              + e.getMessage()
              + "; restore it from a backup, or remove its directory and join the cluster anew",
          e);
    }
  }

  void write(Path stateDir) throws IOException {
    Path directory = Files.createDirectories(directory(stateDir));
    Path fresh = directory.resolve(FILE + ".new");
    Files.writeString(fresh, Wire.text(Membership.class, this));
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  static void delete(Path stateDir) throws IOException {
    Files.deleteIfExists(directory(stateDir).resolve(FILE));
  }

  Membership with(Roster next) {
    return new Membership(node, store, founder, next);
  }

  /// This node's own line; a node that was removed has none.
  Optional<Roster.Entry> own() {
    return roster.find(node);
  }
}
