package io.jorch.agent.container;

import static io.jorch.agent.linux.FileCalls.changeDirectory;
import static io.jorch.agent.linux.FileCalls.close;
import static io.jorch.agent.linux.FileCalls.closeFrom;
import static io.jorch.agent.linux.FileCalls.duplicate;
import static io.jorch.agent.linux.FileCalls.lock;
import static io.jorch.agent.linux.FileCalls.open;
import static io.jorch.agent.linux.FileCalls.write;
import static io.jorch.agent.linux.FileCalls.writeAt;
import static io.jorch.agent.linux.FileCalls.writeWordsAt;

import io.jorch.agent.linux.Arg;
import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.FileCalls;
import io.jorch.agent.linux.Flag.Namespace;
import io.jorch.agent.linux.Flag.Open;
import io.jorch.agent.linux.Launcher;
import io.jorch.agent.linux.ProcessCalls;
import io.jorch.agent.linux.Register;
import io.jorch.agent.linux.Step;
import io.jorch.agent.linux.Syscall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The keeper's life: it holds the state file locked as long as the container runs, and writes the
/// end into it (layout: [StateFile]). It leaves the daemon's session, so that no terminal signal
/// reaches it, stays out of every namespace and control group of the container, and leaves the
/// daemon's group.
final class KeeperSteps {
  /// Where the keeper holds the terminal of its container, for [io.jorch.agent.linux.Terminal].
  static final int TERMINAL = 1;

  /// Where it finds a pipe whose other end the daemon closes as soon as it has the terminal too.
  static final int TAKEN = Launcher.FIRST_EXTRA;

  private static final int KEPT_TAKEN = 2;
  private static final int STATE = 0;
  private static final Register STATE_FILE = new Register("state");
  private static final Register KEEPER = new Register("keeper");
  private static final Register STATUS = new Register("status");
  private static final Register SECONDS = new Register("seconds");
  private static final Register NANOS = new Register("nanos");
  private static final Register GROUP = new Register("group");
  private static final Register SCORE = new Register("score");

  private KeeperSteps() {}

  /// Leaves behind what the daemon is: other descriptors, session, directory, signals.
  static List<Step> detach(int firstUnknownDescriptor) {
    return List.of(
        closeFrom(firstUnknownDescriptor),
        ProcessCalls.newSession(),
        ProcessCalls.blockAllSignals(),
        ProcessCalls.title("jorch-keeper"),
        changeDirectory("/"));
  }

  static List<Step> before(ContainerSpec spec) {
    boolean terminal = spec.stdio() instanceof Stdio.Terminal;
    List<Step> steps = new ArrayList<>(detach(terminal ? TAKEN + 1 : Launcher.FIRST_EXTRA));
    steps.add(open(StateFile.in(spec.directory()).toString(), Open.WRONLY).into(STATE_FILE));
    steps.add(lock(STATE_FILE));
    steps.add(Step.of(Syscall.GETPID).into(KEEPER));
    if (spec.stdio() instanceof Stdio.Terminal size) steps.addAll(TerminalSteps.open(size));
    if (spec.stdio() instanceof Stdio.Logged) steps.addAll(StreamSteps.hold(spec));
    steps.add(ProcessCalls.fork(Namespace.PID).into(Launcher.child()));
    return steps;
  }

  static List<Step> after(ContainerSpec spec) {
    Arg state = Arg.number(STATE);
    List<Step> steps = new ArrayList<>();
    steps.add(duplicate(STATE_FILE, STATE));
    steps.add(writeAt(state, KEEPER, 1, StateFile.KEEPER));
    steps.add(writeAt(state, Launcher.child(), 1, StateFile.CHILD));
    steps.add(Launcher.reportChild());
    steps.addAll(protect());
    if (spec.stdio() instanceof Stdio.Terminal) {
      steps.add(duplicate(TerminalSteps.MASTER, TERMINAL));
      steps.add(duplicate(Arg.number(TAKEN), KEPT_TAKEN));
    }
    if (spec.stdio() instanceof Stdio.Logged) steps.addAll(StreamSteps.keep());
    steps.add(closeFrom(lastKept(spec.stdio()) + 1));
    steps.addAll(shelter(spec.keeperFiles()));
    steps.add(ProcessCalls.await(Launcher.child(), STATUS));
    steps.add(ProcessCalls.clock(SECONDS));
    steps.add(writeWordsAt(state, end(), StateFile.ENDED));
    return steps;
  }

  /// Late, as nobody has to wait for it. Not to be sheltered is no reason to leave the container.
  private static List<Step> shelter(List<Path> files) {
    List<Step> steps = new ArrayList<>();
    for (Path file : files) {
      steps.add(open(file.toString(), Open.WRONLY).into(GROUP).accepting(Errno.ENOENT));
      steps.add(write(GROUP, "0").accepting(Errno.EBADF, Errno.ENODEV));
      steps.add(close(GROUP).accepting(Errno.EBADF));
    }
    return steps;
  }

  private static int lastKept(Stdio stdio) {
    return switch (stdio) {
      case Stdio.Logged _ -> StreamSteps.KEPT_ERR;
      case Stdio.Terminal _ -> KEPT_TAKEN;
      case Stdio.Piped _ -> STATE;
    };
  }

  /// The last step: holding the container's FIFOs or terminal, and with them what nobody has
  /// read yet, until a daemon has `attendance` open for reading. With one there it takes no time.
  static Step awaitReader(Path attendance) {
    return open(attendance.toString(), Open.WRONLY).accepting(Errno.ENOENT);
  }

  /// The step before that with a terminal: a program may have ended before the daemon took the
  /// terminal from here, and what it wrote must not end with it.
  static Step awaitTaker() {
    return FileCalls.awaitEnd(Arg.number(KEPT_TAKEN), SCORE);
  }

  /// The out-of-memory killer must not choose it. Without CAP_SYS_RESOURCE (a daemon inside
  /// another container engine) that cannot be had, and the keeper lives without.
  static List<Step> protect() {
    return List.of(
        open("/proc/self/oom_score_adj", Open.WRONLY).into(SCORE),
        write(SCORE, "-1000").accepting(Errno.EACCES),
        close(SCORE));
  }

  private static Arg.Words end() {
    return new Arg.Words(
        List.of(Arg.number(1), Arg.slot(STATUS), Arg.slot(SECONDS), Arg.slot(NANOS)));
  }
}
