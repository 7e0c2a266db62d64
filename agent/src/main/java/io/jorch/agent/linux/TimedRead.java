package io.jorch.agent.linux;

import com.sun.jna.Memory;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;

/// Reading a pipe whose writers may never finish.
final class TimedRead {
  private static final short POLLIN = 1;
  private static final int MOST = 4096;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private TimedRead() {}

  /// Everything until the last writer closes its end; empty when that takes too long.
  static Optional<byte[]> all(Fd pipe, Duration patience) throws LinuxException {
    long deadline = System.nanoTime() + patience.toNanos();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[MOST];
    while (ready(pipe, deadline)) {
      int got = pipe.read(buffer, 0, MOST);
      if (got < 0) return Optional.of(all.toByteArray());
      all.write(buffer, 0, got);
    }
    return Optional.empty();
  }

  /// struct pollfd of poll(2): the descriptor, then the events wanted and those that came.
  private static boolean ready(Fd pipe, long deadline) throws LinuxException {
    long left = Math.max(0, (deadline - System.nanoTime()) / NANOS_PER_MILLI);
    try (Memory wanted = new Memory(8)) {
      wanted.setInt(0, pipe.number());
      wanted.setShort(4, POLLIN);
      wanted.setShort(6, (short) 0);
      int timeout = (int) Math.min(Integer.MAX_VALUE, left);
      return Libc.check("wait for a pipe", () -> SpawnLibc.poll(wanted, 1, timeout)) > 0;
    }
  }
}
