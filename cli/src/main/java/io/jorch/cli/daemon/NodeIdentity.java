package io.jorch.cli.daemon;

import io.jorch.core.model.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Who this node is: an id made once and kept in the state directory.
final class NodeIdentity {
  private static final int BYTES = 10;

  private NodeIdentity() {}

  static NodeId of(Path stateDir) throws IOException {
    Path file = stateDir.resolve("node-id");
    if (Files.exists(file)) return read(file);
    byte[] bytes = new byte[BYTES];
    RandomGenerator.of("SecureRandom").nextBytes(bytes);
    Path fresh = stateDir.resolve("node-id.new");
    Files.writeString(fresh, HexFormat.of().formatHex(bytes) + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return read(file);
  }

  private static NodeId read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      return new NodeId(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " does not hold a node id but '" + text + "'", e);
    }
  }
}
