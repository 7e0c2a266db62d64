package io.jorch.agent.node;

import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.NodeId;
import io.jorch.core.wire.Wire;
import io.jorch.core.wire.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last assignment set on disk, so that a node goes on without a manager: its networks, names
/// and ports are made again from it after a restart.
record SavedAssignments(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(SavedAssignments.class);

  /// The last one written, or an empty one.
  AssignmentSet read(NodeId node) throws IOException {
    if (!Files.exists(file)) return AssignmentSet.empty(node);
    try {
      return Wire.read(AssignmentSet.class, Files.readAllBytes(file));
    } catch (WireException e) {
      LOG.warn("{} is ignored: {}", file, e.getMessage());
      return AssignmentSet.empty(node);
    }
  }

  void write(AssignmentSet set) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(fresh, Wire.bytes(AssignmentSet.class, set));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("the assignments could not be written: {}", e.getMessage());
    }
  }
}
