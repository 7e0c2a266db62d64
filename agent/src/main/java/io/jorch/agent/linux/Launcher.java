package io.jorch.agent.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs launch plans: the native program of `src/main/c/launcher.c`, kept in a sealed memory file,
/// is spawned once for each plan. It stays as the parent ("keeper") of the plan's child.
public final class Launcher implements AutoCloseable {
  /// The first descriptor that a plan may be given; 0 to 2 are its child's standard streams, 3 the
  /// plan, 4 the report.
  public static final int FIRST_EXTRA = 5;

  private static final int PLAN = 3;
  private static final int REPORT = 4;
  private static final int RECORD = 16;

  /// Instead of the number of a failed step: the child runs, and the second word is its pid.
  private static final long STARTED = -1;

  private static final Register CHILD = new Register("child");

  private final Fd program;
  private final Duration patience;

  /// The two processes of a launched plan.
  public record Launched(int keeper, int child) {}

  private Launcher(Fd program, Duration patience) {
    this.program = program;
    this.patience = patience;
  }

  /// Takes the program from this build and keeps it in memory.
  ///
  /// @param patience how long the plans of this launcher may take until their program runs
  public static Launcher load(Duration patience) throws IOException {
    try (InputStream resource = Launcher.class.getResourceAsStream("launcher")) {
      if (resource == null)
        throw new IOException(
            "the launcher is missing from this build; build with gcc and maven again");
      Fd program = MemoryFile.sealedProgram("jorch-launcher", resource.readAllBytes());
      return new Launcher(program, patience);
    }
  }

  /// The register that the clone of a plan for this launcher has to fill.
  public static Register child() {
    return CHILD;
  }

  /// The step of the third part that tells the launcher's caller the child's pid. A plan must have
  /// it, and must then close every descriptor it does not need: that the report pipe closes is what
  /// ends [#launch].
  public static Step reportChild() {
    Arg.Words record = new Arg.Words(List.of(Arg.named("started", STARTED), Arg.slot(CHILD)));
    return FileCalls.writeWords(Arg.named("report", REPORT), record);
  }

  /// Returns when the child runs its program.
  ///
  /// @param descriptors what the plan finds under which number; not 3 and 4
  /// @throws LaunchException when a step failed; the launcher and its child are gone then
  /// @throws IOException when the plan is not through in time, and its processes were killed
  public Launched launch(String title, LaunchPlan plan, Map<Integer, Fd> descriptors)
      throws IOException {
    return launch(title, plan, descriptors, List.of());
  }

  /// The same for a plan whose third part waits for something of ours.
  ///
  /// @param awaited what it waits for to be closed: done here when a step failed
  public Launched launch(
      String title, LaunchPlan plan, Map<Integer, Fd> descriptors, List<Fd> awaited)
      throws IOException {
    try (Fd.Pipe report = Fd.pipe();
        Fd block = MemoryFile.of("jorch-plan", PlanEncoder.encode(plan))) {
      Map<Integer, Fd> all = new HashMap<>(descriptors);
      all.put(PLAN, block);
      all.put(REPORT, report.writer());
      int keeper = Spawn.program("/proc/self/fd/" + program.number(), title, all);
      report.writer().close();
      byte[] answer = answer(title, keeper, report.reader());
      return outcome(title, keeper, plan, answer, awaited);
    }
  }

  private byte[] answer(String title, int keeper, Fd report) throws IOException {
    Optional<byte[]> answer = TimedRead.all(report, patience);
    if (answer.isPresent()) return answer.get();
    String where = Keepers.abandon(keeper);
    throw new IOException(
        title
            + ": its start hangs for "
            + patience.toSeconds()
            + " s now, "
            + where
            + "; it was killed. Look at its mounts (a network or FUSE file system that does not"
            + " answer?) and at the kernel's log (dmesg)");
  }

  private static Launched outcome(
      String title, int keeper, LaunchPlan plan, byte[] report, List<Fd> awaited)
      throws IOException {
    ByteBuffer records = ByteBuffer.wrap(report);
    records.order(ByteOrder.LITTLE_ENDIAN);
    int child = 0;
    while (records.remaining() >= RECORD) {
      long index = records.getLong();
      int value = (int) records.getLong();
      if (index != STARTED) {
        cleanUp(keeper, awaited);
        throw new LaunchException(plan.steps().subList(0, (int) index + 1), value);
      }
      child = value;
    }
    if (child != 0) return new Launched(keeper, child);
    cleanUp(keeper, awaited);
    throw new IOException("the launcher of " + title + " ended without a word; was it killed?");
  }

  private static void cleanUp(int keeper, List<Fd> awaited) throws LinuxException {
    awaited.forEach(Fd::close);
    Keepers.reap(keeper);
  }

  @Override
  public void close() {
    program.close();
  }
}
