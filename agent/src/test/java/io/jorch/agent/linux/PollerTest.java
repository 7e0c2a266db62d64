package io.jorch.agent.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollerTest {
  private static final long PATIENCE = 30;

  @TempDir Path directory;
  private Poller poller;

  @BeforeEach
  void start() throws LinuxException {
    poller = Poller.start("poller-test");
  }

  @AfterEach
  void stop() {
    poller.close();
  }

  @Test
  void callsHandlerOnItsOwnThreadUntilClosed() throws Exception {
    int fd = fifo("a");
    BlockingQueue<String> read = new LinkedBlockingQueue<>();
    Poller.Registration watch =
        poller.watch(fd, (f, events) -> read.add(Thread.currentThread().getName() + take(f)));
    put(fd, 'x');
    assertEquals("poller-testx", read.poll(PATIENCE, TimeUnit.SECONDS));
    watch.close();
    put(fd, 'y');
    runOnPoller();
    assertTrue(read.isEmpty());
    Libc.close(fd);
  }

  @Test
  void goesOnAfterAHandlerFails() throws Exception {
    int bad = fifo("bad");
    int good = fifo("good");
    AtomicInteger failures = new AtomicInteger();
    BlockingQueue<Character> read = new LinkedBlockingQueue<>();
    poller.watch(
        bad,
        (f, events) -> {
          failures.incrementAndGet();
          throw new IllegalStateException("on purpose");
        });
    poller.watch(good, (f, events) -> read.add(take(f)));
    put(bad, 'x');
    put(good, 'y');
    assertEquals('y', read.poll(PATIENCE, TimeUnit.SECONDS));
    while (failures.get() < 100) runOnPoller();
    runOnPoller();
    runOnPoller();
    assertEquals(100, failures.get(), "a handler that always fails is dropped");
    Libc.close(bad);
    Libc.close(good);
  }

  @Test
  void aHandlerMayEndItsOwnWatch() throws Exception {
    int fd = fifo("a");
    BlockingQueue<Poller.Registration> self = new LinkedBlockingQueue<>();
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch closed = new CountDownLatch(1);
    self.add(
        poller.watch(
            fd,
            (f, events) -> {
              calls.incrementAndGet();
              self.take().close();
              closed.countDown();
            }));
    put(fd, 'x');
    assertTrue(closed.await(PATIENCE, TimeUnit.SECONDS));
    runOnPoller();
    assertEquals(1, calls.get());
    Libc.close(fd);
  }

  @Test
  void reportsTheEndOfAProcessAndSignalsOnlyThatOne() throws Exception {
    Process child = new ProcessBuilder("sleep", "1000").start();
    ProcessId id = ProcessId.of((int) child.pid()).orElseThrow();
    CountDownLatch ended = new CountDownLatch(1);
    try (Pidfd pidfd = Pidfd.open(id).orElseThrow()) {
      Poller.Registration watch = poller.watch(pidfd.fd(), (f, events) -> ended.countDown());
      assertTrue(pidfd.signal(15));
      assertTrue(ended.await(PATIENCE, TimeUnit.SECONDS));
      watch.close();
      child.waitFor();
      assertFalse(pidfd.signal(15));
    }
    assertTrue(Pidfd.open(id).isEmpty());
    assertFalse(id.isAlive());
  }

  private void runOnPoller() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    poller.execute(done::countDown);
    assertTrue(done.await(PATIENCE, TimeUnit.SECONDS));
  }

  private int fifo(String name) throws LinuxException {
    String path = directory.resolve(name).toString();
    Libc.check("mkfifo", () -> Libc.mkfifo(path, 0600));
    int flags = Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC;
    return Libc.check("open", () -> Libc.open(path, flags, 0));
  }

  private static void put(int fd, char c) {
    try (Memory one = new Memory(1)) {
      one.setByte(0, (byte) c);
      Libc.write(fd, one, new NativeLong(1));
    }
  }

  private static char take(int fd) {
    try (Memory one = new Memory(1)) {
      Libc.read(fd, one, new NativeLong(1));
      return (char) one.getByte(0);
    }
  }
}
