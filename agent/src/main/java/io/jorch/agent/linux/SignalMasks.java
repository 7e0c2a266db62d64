package io.jorch.agent.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a process has arranged for signals, as masks with bit 0 for signal 1: fields `SigBlk`,
/// `SigIgn` and `SigCgt` of proc_pid_status(5).
public record SignalMasks(long blocked, long ignored, long caught) {
  /// Those of the process with this pid; empty when there is none, or none any more.
  public static Optional<SignalMasks> of(int pid) {
    try {
      Path status = Path.of("/proc", Integer.toString(pid), "status");
      return of(new String(Files.readAllBytes(status), StandardCharsets.ISO_8859_1));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// From the text of a `status` file; empty when a field is missing, as with some zombies.
  static Optional<SignalMasks> of(String status) {
    Optional<Long> blocked = field(status, "SigBlk");
    Optional<Long> ignored = field(status, "SigIgn");
    Optional<Long> caught = field(status, "SigCgt");
    if (blocked.isEmpty() || ignored.isEmpty() || caught.isEmpty()) return Optional.empty();
    return Optional.of(new SignalMasks(blocked.get(), ignored.get(), caught.get()));
  }

  private static Optional<Long> field(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> Long.parseUnsignedLong(line.substring(name.length() + 1).strip(), 16))
        .findFirst();
  }

  /// Whether the kernel throws this signal away when it is sent to the first process of a PID
  /// namespace (pid_namespaces(7)): nobody there has asked for it. A blocked one may be fetched by
  /// sigwait(3) or signalfd(2). One that is ignored was ignored on purpose: the process knows.
  public boolean nobodyAskedFor(int signal) {
    return ((blocked | ignored | caught) >>> (signal - 1) & 1) == 0;
  }
}
