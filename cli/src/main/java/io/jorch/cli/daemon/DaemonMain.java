package io.jorch.cli.daemon;

import io.jorch.cli.term.Signals;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Runs manager and agent in this process until told to end.
public final class DaemonMain {
  /// For the answer to whoever asked that the parts start anew.
  private static final long MOMENT_MILLIS = 200;

  private static final int ATTEMPTS = 60;
  private static final long AGAIN_MILLIS = 1_000;

  /// Time, level, logger, message and stack trace, on one line where there is none.
  private static final String LOG_LINES = "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n";

  private DaemonMain() {}

  /// Gives the exit code. Running containers outlive this process, however it ends.
  public static int run(DaemonOptions options) {
    System.getProperties().putIfAbsent("java.util.logging.SimpleFormatter.format", LOG_LINES);
    try {
      prepare(options);
      try (FileChannel _ = lock(options.stateDir())) {
        return serve(options);
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("jorch daemon: " + e.getMessage());
      if (options.debug()) e.printStackTrace();
      return 1;
    }
  }

  private static void prepare(DaemonOptions options) throws IOException {
    for (Path directory : List.of(options.stateDir(), options.runDir())) {
      Files.createDirectories(directory);
    }
    Files.setPosixFilePermissions(options.stateDir(), PosixFilePermissions.fromString("rwx--x--x"));
    Files.setPosixFilePermissions(options.runDir(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static FileChannel lock(Path stateDir) throws IOException {
    FileChannel channel =
        FileChannel.open(
            stateDir.resolve("daemon.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) return channel;
    } catch (OverlappingFileLockException e) {
      // Said below.
    }
    channel.close();
    throw new IOException(
        "another daemon works in "
            + stateDir
            + "; stop it with `jorch daemon stop`, or give this one a --state-dir of its own");
  }

  private static int serve(DaemonOptions options) throws IOException {
    Latch latch = new Latch();
    Path pidFile = options.runDir().resolve("daemon.pid");
    for (String name : List.of("TERM", "INT")) Signals.on(name, _ -> latch.end());
    try {
      do {
        try (Daemon daemon = start(options, latch)) {
          Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
          System.err.println("jorch daemon ready on " + daemon.socket());
          if (latch.await()) Thread.sleep(MOMENT_MILLIS);
        }
      } while (latch.again());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Files.deleteIfExists(pidFile);
    }
    return 0;
  }

  /// Tries again when parts that start anew fail: what runs here must not stay without a daemon.
  private static Daemon start(DaemonOptions options, Latch latch)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Daemon.start(options, latch);
      } catch (IOException | RuntimeException e) {
        if (!latch.mayTryAgain() || attempt == ATTEMPTS) throw e;
        System.err.println("jorch daemon: " + e.getMessage() + "; trying again");
        Thread.sleep(AGAIN_MILLIS);
      }
    }
  }

  /// Holds the main thread while the daemon's parts work.
  private static final class Latch implements Ending {
    private boolean ended;
    private boolean wanted;
    private boolean anew;

    /// The parts have run before in this process, and nobody asked for its end meanwhile.
    synchronized boolean mayTryAgain() {
      return anew && !ended;
    }

    @Override
    public synchronized void end() {
      ended = true;
      notifyAll();
    }

    @Override
    public synchronized void startAnew() {
      wanted = true;
      notifyAll();
    }

    /// Gives whether the parts are to start anew.
    synchronized boolean await() throws InterruptedException {
      while (!ended && !wanted) wait();
      return !ended;
    }

    /// Whether the parts are to start anew; asked once each time they ended.
    synchronized boolean again() {
      boolean again = wanted && !ended;
      anew = true;
      wanted = false;
      return again;
    }
  }
}
