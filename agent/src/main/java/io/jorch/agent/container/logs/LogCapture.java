package io.jorch.agent.container.logs;

import io.jorch.agent.container.logs.LogCaptures.Buffers;
import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.ReadEnd;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The capture of one container's output. What is read is written before anything else is read, so
/// that a killed daemon loses nothing but what is between two system calls.
public final class LogCapture {
  private static final Logger LOG = LoggerFactory.getLogger(LogCapture.class);

  private final LogWriter writer;
  private final InstantSource clock;
  private final Buffers buffers;
  private final Runnable whenEnded;
  private final Feed feed = new Feed();
  private final Map<LogStream, ReadEnd> sources = new EnumMap<>(LogStream.class);
  private final Map<LogStream, Poller.Registration> watches = new EnumMap<>(LogStream.class);
  private boolean ended;
  private boolean failed;

  LogCapture(LogWriter writer, InstantSource clock, Buffers buffers, Runnable whenEnded) {
    this.writer = writer;
    this.clock = clock;
    this.buffers = buffers;
    this.whenEnded = whenEnded;
  }

  void watch(Poller poller, Map<LogStream, ReadEnd> from) throws IOException {
    synchronized (buffers) {
      sources.putAll(from);
      for (Map.Entry<LogStream, ReadEnd> source : from.entrySet()) {
        LogStream stream = source.getKey();
        Poller.Handler handler = (fd, events) -> ready(stream);
        watches.put(stream, poller.watch(source.getValue().fd(), handler));
      }
    }
  }

  Feed feed() {
    return feed;
  }

  private void ready(LogStream stream) throws IOException {
    Poller.Registration over = null;
    synchronized (buffers) {
      if (!ended && readOnce(stream) == ReadEnd.END) over = watches.remove(stream);
    }
    if (over != null) over.close();
  }

  /// Gives what [ReadEnd#read] gave.
  private int readOnce(LogStream stream) throws IOException {
    ReadEnd source = sources.get(stream);
    if (source == null) return ReadEnd.END;
    buffers.read.clear();
    int count = source.read(buffers.read);
    if (count > 0) {
      write(stream);
      feed.grown();
    }
    return count;
  }

  /// A full disk must not stop the container: its output is dropped until there is room again.
  private void write(LogStream stream) {
    try {
      writer.write(stream, clock.instant(), buffers.read.flip(), buffers.records);
      failed = false;
    } catch (IOException e) {
      if (!failed) LOG.error("output of a container is lost: write {}", writer, e);
      failed = true;
    }
  }

  /// To be called when the container has ended: writes what is still in its pipes, and ends the
  /// log.
  public void finish() throws IOException {
    stopWatching();
    synchronized (buffers) {
      if (ended) return;
      for (LogStream stream : sources.keySet()) while (readOnce(stream) > 0) {}
      end();
    }
  }

  /// To be called when the daemon ends: leaves the rest in the pipes, for the next daemon.
  public void abandon() throws IOException {
    stopWatching();
    synchronized (buffers) {
      if (!ended) end();
    }
  }

  private void end() throws IOException {
    ended = true;
    for (ReadEnd source : sources.values()) source.close();
    writer.close();
    whenEnded.run();
    feed.end();
  }

  /// Without the lock, for closing a watch waits for its handler, which takes it.
  private void stopWatching() {
    Map<LogStream, Poller.Registration> open = new EnumMap<>(LogStream.class);
    synchronized (buffers) {
      open.putAll(watches);
      watches.clear();
    }
    open.values().forEach(Poller.Registration::close);
  }
}
