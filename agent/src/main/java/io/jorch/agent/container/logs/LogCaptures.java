package io.jorch.agent.container.logs;

import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.ReadEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// All logs that this process writes, through one poller and one pair of buffers.
public final class LogCaptures {
  private final Poller poller;
  private final InstantSource clock;
  private final Map<Path, LogCapture> running = new ConcurrentHashMap<>();
  private final Buffers buffers = new Buffers();

  /// What is read, and the records made of it. Whoever uses them locks them.
  static final class Buffers {
    private static final int READ_SIZE = 64 * 1024;
    final ByteBuffer read = ByteBuffer.allocateDirect(READ_SIZE);
    final ByteBuffer records = ByteBuffer.allocateDirect(LogWriter.BUFFER_SIZE);
  }

  public LogCaptures(Poller poller, InstantSource clock) {
    this.poller = poller;
    this.clock = clock;
  }

  /// Writes what comes from the sources to the log in the directory, behind what is there already.
  /// Takes the sources over and closes them in the end.
  public LogCapture start(Path directory, Rotation rotation, Map<LogStream, ReadEnd> sources)
      throws IOException {
    LogWriter writer = LogWriter.open(directory, rotation);
    LogCapture capture = new LogCapture(writer, clock, buffers, () -> running.remove(directory));
    if (running.putIfAbsent(directory, capture) != null) {
      writer.close();
      throw new IOException("capture the log in " + directory + ": it is being captured already");
    }
    capture.watch(poller, sources);
    return capture;
  }

  /// A reader that can follow, if the log is being captured.
  public LogReader reader(Path directory) {
    LogCapture capture = running.get(directory);
    return capture == null ? LogReader.of(directory) : new LogReader(directory, capture.feed());
  }
}
