package io.jorch.cli.command;

import io.jorch.cli.term.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// `cluster restore`: this machine gets the store that a backup holds.
final class ClusterRestoreCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("FILE", "what `jorch cluster backup` wrote", "1");
  }

  @Override
  public int run(Invocation call) {
    Path file = call.directory().resolve(call.arguments().getFirst());
    UpCommand.daemonStart(call).ensure(call.daemon(), call.console());
    try (InputStream backup = Files.newInputStream(file)) {
      Anew.after(call, () -> call.clusters().restore(backup));
    } catch (IOException e) {
      throw new Failed("cannot read the backup " + file + ": " + e.getMessage(), e);
    }
    call.print(
        "this machine has the backup's store; `jorch cluster init` makes it the first manager of"
            + " that cluster");
    return 0;
  }
}
