package io.jorch.cli.command;

import io.jorch.cli.term.Failed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// `cluster backup`: everything durable, in one file that holds the cluster's secrets too.
final class ClusterBackupCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("FILE", "where to write it; must not be there yet", "1");
  }

  @Override
  public int run(Invocation call) {
    Path file = call.directory().resolve(call.arguments().getFirst());
    call.clusters()
        .backup(
            body -> {
              try (OutputStream out = fresh(file)) {
                body.transferTo(out);
              }
            });
    call.print("written to " + file + "; it holds the cluster's secrets, keep it safe");
    return 0;
  }

  private static OutputStream fresh(Path file) throws IOException {
    try {
      Files.createFile(
          file,
          PosixFilePermissions.asFileAttribute(
              Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
      return Files.newOutputStream(file, StandardOpenOption.WRITE);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw new Failed("cannot write the backup: " + file + " is there already", e);
    }
  }
}
