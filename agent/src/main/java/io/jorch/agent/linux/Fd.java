package io.jorch.agent.linux;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/// An open file descriptor with one owner, who closes it. Blocking reads and writes.
public final class Fd implements AutoCloseable {
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final NativeLong F_DUPFD_CLOEXEC = new NativeLong(1030);
  private static final int CHUNK = 64 * 1024;
  private static final int F_DUPFD_LOWEST = 64;

  private final int number;
  private boolean closed;

  private Fd(int number) {
    this.number = number;
  }

  /// Takes over a descriptor that some call returned.
  public static Fd of(int number) {
    return new Fd(number);
  }

  /// A pipe's reading and writing end, both closed on exec.
  public record Pipe(Fd reader, Fd writer) implements AutoCloseable {
    @Override
    public void close() {
      reader.close();
      writer.close();
    }
  }

  public static Pipe pipe() throws LinuxException {
    try (Memory both = new Memory(8)) {
      Libc.check("pipe2", () -> SpawnLibc.pipe2(both, Libc.O_CLOEXEC));
      return new Pipe(new Fd(both.getInt(0)), new Fd(both.getInt(4)));
    }
  }

  public static Fd open(String path, int flags) throws LinuxException {
    return new Fd(Libc.check("open " + path, () -> Libc.open(path, flags | Libc.O_CLOEXEC, 0)));
  }

  public int number() {
    return number;
  }

  /// The kind of the file system it is on, as statfs(2) numbers them.
  public long fileSystem() throws LinuxException {
    try (Memory about = new Memory(256)) {
      Libc.check("fstatfs", () -> SpawnLibc.fstatfs(number, about));
      return about.getLong(0);
    }
  }

  /// What it is open on, for calls that take paths; for a directory, names may follow.
  public Path path() {
    return Path.of("/proc/self/fd", Integer.toString(number));
  }

  /// Another descriptor of the same thing, numbered above those that a launcher is given.
  public Fd duplicate() throws LinuxException {
    NativeLong lowest = new NativeLong(F_DUPFD_LOWEST);
    return new Fd(
        Libc.check(
            "duplicate descriptor " + number,
            () -> Libc.fcntl(number, F_DUPFD_CLOEXEC.intValue(), lowest)));
  }

  /// Lets reads and writes of the open file fail with EAGAIN instead of waiting.
  public void nonBlocking() throws LinuxException {
    int flags =
        Libc.check(
            "read flags of a descriptor", () -> Libc.fcntl(number, F_GETFL, new NativeLong(0)));
    Libc.check(
        "set flags of a descriptor",
        () -> Libc.fcntl(number, F_SETFL, new NativeLong(flags | Libc.O_NONBLOCK)));
  }

  /// Reads what is there, blocking for the first byte; -1 at the end.
  public int read(byte[] buffer, int offset, int length) throws LinuxException {
    if (length == 0) return 0;
    try (Memory memory = new Memory(Math.min(length, CHUNK))) {
      NativeLong most = new NativeLong(memory.size());
      int got = Libc.check("read", () -> Libc.read(number, memory, most).intValue());
      if (got == 0) return -1;
      memory.read(0, buffer, offset, got);
      return got;
    }
  }

  public void write(byte[] buffer, int offset, int length) throws LinuxException {
    if (length == 0) return;
    try (Memory memory = new Memory(length)) {
      memory.write(0, buffer, offset, length);
      for (long done = 0; done < length; ) {
        Pointer rest = memory.share(done);
        NativeLong left = new NativeLong(length - done);
        done += Libc.check("write", () -> Libc.write(number, rest, left).intValue());
      }
    }
  }

  /// Writes what there is room for now; 0 when there is none. For a descriptor that never waits.
  public int writeSome(byte[] buffer, int offset, int length) throws LinuxException {
    if (length == 0) return 0;
    try (Memory memory = new Memory(length)) {
      memory.write(0, buffer, offset, length);
      NativeLong most = new NativeLong(length);
      return Libc.check("write", () -> Libc.write(number, memory, most).intValue());
    } catch (LinuxException e) {
      if (e.errno() == Errno.EAGAIN) return 0;
      throw e;
    }
  }

  public InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return Fd.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return Fd.this.read(buffer, offset, length);
      }
    };
  }

  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        Fd.this.write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        Fd.this.write(buffer, offset, length);
      }
    };
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    Libc.close(number);
  }
}
