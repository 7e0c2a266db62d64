package io.jorch.agent.linux;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that waits for many descriptors (epoll(7), level-triggered) and calls their handlers,
/// one after the other. Handlers must be brief and must not block: everything else waits for them.
/// All methods may be called from any thread, handlers included.
public final class Poller implements AutoCloseable {
  public static final int IN = 0x1;
  public static final int OUT = 0x4;
  public static final int ERR = 0x8;
  public static final int HUP = 0x10;

  /// A handler that only ever throws would turn the loop into a busy one, so it loses its watch.
  private static final int FAILURES_IN_A_ROW = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int CLOEXEC = 0x80000;
  private static final int BATCH = 64;
  private static final long WAKE_ID = 0;

  /// struct epoll_event is packed on x86-64 only.
  private static final int DATA_OFFSET = Platform.isIntel() ? 4 : 8;

  private static final int EVENT_SIZE = DATA_OFFSET + 8;

  /// Called on the poller's thread with the events that are ready, as a set of bits.
  @FunctionalInterface
  public interface Handler {
    void ready(int fd, int events) throws Exception;
  }

  /// Ends a watch. Close it before closing the descriptor: [#close] returns when the handler does
  /// not run (unless it is the handler that closes) and will never run again. So don't hold a lock
  /// that the handler takes.
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  private final int epoll;
  private final int wake;
  private final Thread thread;
  private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong(WAKE_ID);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  private Poller(String name, int epoll, int wake) {
    this.epoll = epoll;
    this.wake = wake;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::loop);
  }

  /// Starts a poller whose thread has this name.
  public static Poller start(String name) throws LinuxException {
    int epoll = Libc.check("epoll_create1", () -> Libc.epoll_create1(CLOEXEC));
    int wake = Libc.check("eventfd", () -> Libc.eventfd(0, CLOEXEC | Libc.O_NONBLOCK));
    Poller poller = new Poller(name, epoll, wake);
    poller.control(ADD, wake, IN, WAKE_ID);
    poller.thread.start();
    return poller;
  }

  /// Calls the handler whenever the descriptor is readable, hung up or in error.
  public Registration watch(int fd, Handler handler) throws LinuxException {
    return watch(fd, IN, handler);
  }

  /// Calls the handler whenever one of the events is ready; [#ERR] and [#HUP] always are included.
  public Registration watch(int fd, int events, Handler handler) throws LinuxException {
    Watch watch = new Watch(lastId.incrementAndGet(), fd, handler);
    watches.put(watch.id, watch);
    try {
      control(ADD, fd, events, watch.id);
    } catch (LinuxException e) {
      watches.remove(watch.id);
      throw e;
    }
    return watch;
  }

  /// Runs the task on the poller's thread, after the handlers that are being called.
  public void execute(Runnable task) {
    tasks.add(task);
    wake();
  }

  /// Stops the thread after the current handler; watched descriptors stay open.
  @Override
  public void close() {
    if (stopped) return;
    stopped = true;
    wake();
    if (Thread.currentThread().equals(thread)) return;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake() {
    try (Memory one = new Memory(8)) {
      one.setLong(0, 1);
      Libc.write(wake, one, new NativeLong(8));
    }
  }

  private void control(int operation, int fd, int events, long id) throws LinuxException {
    try (Memory event = new Memory(EVENT_SIZE)) {
      event.setInt(0, events);
      event.setLong(DATA_OFFSET, id);
      Libc.check(
          "epoll_ctl on descriptor " + fd, () -> Libc.epoll_ctl(epoll, operation, fd, event));
    }
  }

  private void loop() {
    try (Memory events = new Memory((long) BATCH * EVENT_SIZE)) {
      while (!stopped) {
        int ready = Libc.check("epoll_wait", () -> Libc.epoll_wait(epoll, events, BATCH, -1));
        for (int i = 0; i < ready && !stopped; i++) dispatch(events, (long) i * EVENT_SIZE);
      }
    } catch (LinuxException e) {
      LOG.error("{} stops, nothing is watched any more: {}", thread.getName(), e.getMessage());
    } finally {
      Libc.close(epoll);
      // The eventfd stays open, so that a late wake() cannot write into another's descriptor.
    }
  }

  private void dispatch(Memory events, long at) {
    long id = events.getLong(at + DATA_OFFSET);
    if (id == WAKE_ID) {
      runTasks();
      return;
    }
    Watch watch = watches.get(id);
    if (watch != null) watch.call(events.getInt(at));
  }

  private void runTasks() {
    try (Memory count = new Memory(8)) {
      Libc.read(wake, count, new NativeLong(8));
    }
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a task of {} failed", thread.getName(), e);
      }
    }
  }

  private final class Watch implements Registration {
    private final long id;
    private final int fd;
    private final Handler handler;
    private boolean closed;
    private boolean logged;
    private int failuresInARow;

    Watch(long id, int fd, Handler handler) {
      this.id = id;
      this.fd = fd;
      this.handler = handler;
    }

    /// Holding the watch's lock keeps the descriptor from being closed under the handler.
    synchronized void call(int events) {
      if (closed) return;
      try {
        handler.ready(fd, events);
        failuresInARow = 0;
      } catch (Exception e) {
        failed(e);
      }
    }

    private void failed(Exception e) {
      if (!logged) LOG.error("{}: the handler of descriptor {} failed", thread.getName(), fd, e);
      logged = true;
      if (++failuresInARow < FAILURES_IN_A_ROW) return;
      LOG.error("{}: descriptor {} fails again and again, ignored now", thread.getName(), fd);
      close();
    }

    @Override
    public synchronized void close() {
      if (closed) return;
      closed = true;
      watches.remove(id);
      if (stopped) return;
      try {
        control(DELETE, fd, 0, id);
      } catch (LinuxException e) {
        LOG.debug("{}: descriptor {} was closed before its watch", thread.getName(), fd, e);
      }
    }
  }
}
