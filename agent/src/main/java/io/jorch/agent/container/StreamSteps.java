package io.jorch.agent.container;

import static io.jorch.agent.linux.FileCalls.changeOwner;
import static io.jorch.agent.linux.FileCalls.duplicate;
import static io.jorch.agent.linux.FileCalls.enlargePipe;

import io.jorch.agent.linux.DeviceCalls;
import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.FileCalls;
import io.jorch.agent.linux.Flag.Open;
import io.jorch.agent.linux.Register;
import io.jorch.agent.linux.Step;
import java.util.ArrayList;
import java.util.List;

/// Standard input, output and error. They end up owned by the container's user, so that a program
/// may open `/dev/stdout` again.
final class StreamSteps {
  static final String STDIN = "stdin";
  static final String STDOUT = "stdout";
  static final String STDERR = "stderr";

  /// The container's null device, opened before anyone could put something in its place.
  static final Register NULL = new Register("null");

  /// What a container may write while no daemon reads. The kernel counts all of it against root's
  /// fs.pipe-user-pages-soft (64 MiB), and gives programs of a root that is over it only tiny
  /// pipes: so not the 1 MiB that would be allowed.
  private static final int PIPE_BYTES = 256 << 10;

  private static final Register IN = new Register("in");
  private static final Register OUT = new Register("out");
  private static final Register ERR = new Register("err");

  private StreamSteps() {}

  /// Where the keeper has the FIFOs, so that what is in them outlives the container.
  static final int KEPT_OUT = 1;

  static final int KEPT_ERR = 2;
  private static final Register HELD_OUT = new Register("held out");
  private static final Register HELD_ERR = new Register("held err");

  /// The keeper's own descriptors of the FIFOs.
  static List<Step> hold(ContainerSpec spec) {
    return List.of(fifo(spec, STDOUT).into(HELD_OUT), fifo(spec, STDERR).into(HELD_ERR));
  }

  static List<Step> keep() {
    return List.of(duplicate(HELD_OUT, KEPT_OUT), duplicate(HELD_ERR, KEPT_ERR));
  }

  /// While the container's directory can still be reached.
  static List<Step> open(ContainerSpec spec) {
    if (!(spec.stdio() instanceof Stdio.Logged logged)) return List.of();
    List<Step> steps = new ArrayList<>();
    if (logged.stdin()) steps.add(fifo(spec, STDIN).into(IN));
    steps.add(fifo(spec, STDOUT).into(OUT));
    steps.add(enlargePipe(OUT, PIPE_BYTES).accepting(Errno.EPERM, Errno.EBUSY));
    steps.add(fifo(spec, STDERR).into(ERR));
    steps.add(enlargePipe(ERR, PIPE_BYTES).accepting(Errno.EPERM, Errno.EBUSY));
    return steps;
  }

  private static Step fifo(ContainerSpec spec, String name) {
    return FileCalls.open(spec.directory().resolve(name).toString(), Open.RDWR);
  }

  static Step openNull() {
    return FileCalls.open("/dev/null", Open.RDWR).into(NULL);
  }

  /// As the last thing before the credentials change.
  static List<Step> connect(Stdio stdio, int uid) {
    return switch (stdio) {
      case Stdio.Logged(boolean stdin) ->
          owned(uid, stdin, duplicate(stdin ? IN : NULL, 0), duplicate(OUT, 1), duplicate(ERR, 2));
      case Stdio.Piped(boolean stdin) ->
          stdin ? owned(uid, true) : owned(uid, false, duplicate(NULL, 0));
      case Stdio.Terminal terminal ->
          owned(
              uid,
              true,
              duplicate(TerminalSteps.SLAVE, 0),
              duplicate(TerminalSteps.SLAVE, 1),
              duplicate(TerminalSteps.SLAVE, 2),
              DeviceCalls.controllingTerminal());
    };
  }

  /// For streams that are in place already.
  static List<Step> own(Stdio stdio, int uid) {
    return owned(uid, !(stdio instanceof Stdio.Piped piped) || piped.stdin());
  }

  private static List<Step> owned(int uid, boolean stdin, Step... connecting) {
    List<Step> steps = new ArrayList<>(List.of(connecting));
    if (uid == 0) return steps;
    for (int descriptor = stdin ? 0 : 1; descriptor <= 2; descriptor++)
      steps.add(changeOwner(descriptor, uid));
    return steps;
  }
}
