package io.jorch.agent.linux.net;

import com.sun.jna.LastErrorException;
import io.jorch.agent.linux.Libc;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A network namespace held by a descriptor (network_namespaces(7)). What was opened inside (a
/// socket, a netlink socket) belongs to it for good and can be used by any thread. Entering is done
/// by throw-away platform threads, so that no thread of the daemon is ever left in a container's
/// namespace.
public final class NetNamespace implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final String OWN = "/proc/thread-self/ns/net";
  private final int fd;
  private boolean closed;

  private NetNamespace(int fd) {
    this.fd = fd;
  }

  /// Work on a namespace that was just made.
  @FunctionalInterface
  public interface Furnishing<T> {
    T in(NetNamespace namespace) throws Exception;
  }

  /// A new one: only `lo`, down.
  public static NetNamespace create() throws IOException {
    return create(namespace -> namespace);
  }

  /// Makes a new one and does the work inside at once; when that fails, nothing is left.
  public static <T> T create(Furnishing<T> furnishing) throws IOException {
    return onOwnThread(
        () -> {
          Libc.check("make a network namespace", () -> Libc.unshare(CLONE_NEWNET));
          NetNamespace namespace = open(OWN);
          try {
            return furnishing.in(namespace);
          } catch (Exception e) {
            namespace.close();
            throw e;
          }
        });
  }

  /// That of a running process.
  public static NetNamespace of(long pid) throws IOException {
    return open("/proc/" + pid + "/ns/net");
  }

  /// That of the calling thread.
  public static NetNamespace current() throws IOException {
    return open(OWN);
  }

  private static NetNamespace open(String path) throws IOException {
    int flags = Libc.O_RDONLY | Libc.O_CLOEXEC;
    return new NetNamespace(
        Libc.check("open network namespace " + path, () -> Libc.open(path, flags, 0)));
  }

  /// Open until [#close]; not inherited by programs that are started.
  public synchronized int fd() {
    if (closed) throw new IllegalStateException("this network namespace is closed");
    return fd;
  }

  /// A path other processes can open while this object is open.
  public String path() {
    return "/proc/" + ProcessHandle.current().pid() + "/fd/" + fd();
  }

  /// Runs the work on a thread inside the namespace and waits for it.
  public <T> T call(Callable<T> work) throws IOException {
    return onOwnThread(
        () -> {
          Libc.check("enter a network namespace", () -> Libc.setns(fd(), CLONE_NEWNET));
          return work.call();
        });
  }

  private static <T> T onOwnThread(Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().name("jorch-netns").daemon().start(task);
    try {
      return uninterrupted(task);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /// What the work made (a descriptor) must not be lost, and the work is short.
  private static <T> T uninterrupted(FutureTask<T> task) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    try {
      Libc.close(fd);
    } catch (LastErrorException e) {
      throw new IllegalStateException(
          "the descriptor of a network namespace was closed by someone else", e);
    }
  }
}
