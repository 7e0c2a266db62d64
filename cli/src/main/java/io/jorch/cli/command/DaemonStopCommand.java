package io.jorch.cli.command;

import io.jorch.cli.term.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends the daemon and waits until its process is gone. Containers go on.
final class DaemonStopCommand implements Command {
  private static final int PATIENCE_SECONDS = 30;

  @Override
  public void describe(Grammar grammar) {}

  @Override
  public int run(Invocation call) {
    long pid = call.machine().version().pid();
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    call.machine().stop();
    process.ifPresent(handle -> await(handle, call.globals().socket()));
    call.print("the daemon (pid " + pid + ") has ended; containers go on");
    return 0;
  }

  private static void await(ProcessHandle process, Path socket) {
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new Failed(
          "the daemon (pid "
              + process.pid()
              + ") still runs "
              + PATIENCE_SECONDS
              + " s after it was told to end"
              + (Files.exists(socket) ? ", and listens at " + socket : "")
              + "; see daemon.log in its state directory",
          e);
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new Failed("could not wait for the daemon (pid " + process.pid() + ") to end: " + e, e);
    }
  }
}
