package io.jorch.agent.linux;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The files of a running container, whose processes may change them at any moment: every path is
/// resolved by the kernel inside the container's root (openat2(2)).
public final class ContainerFiles implements AutoCloseable {
  private static final NativeLong OPENAT2 = new NativeLong(Syscall.OPENAT2.number());
  private static final NativeLong HOW_SIZE = new NativeLong(24);
  private static final NativeLong ZERO = new NativeLong(0);
  private static final int LARGEST = 16 << 20;
  private static final int MOST_TRIES = 100;

  private final Fd root;

  private ContainerFiles(Fd root) {
    this.root = root;
  }

  /// Those that the process sees. The caller makes sure that the pid still is the right process.
  public static ContainerFiles of(int pid) throws LinuxException {
    return new ContainerFiles(Fd.open("/proc/" + pid + "/root", (int) Flag.Open.PATH.bit()));
  }

  /// A location descriptor for the path, none of whose parts may be a symbolic link.
  public Fd locate(String path) throws LinuxException {
    return open(path, Flag.Open.PATH.bit(), Flag.Resolve.NO_SYMLINKS.bit());
  }

  /// A location descriptor for what the path leads to, links followed inside the root.
  public Fd reach(String path) throws LinuxException {
    return open(path, Flag.Open.PATH.bit(), 0);
  }

  /// A location descriptor for one name in a directory; fails with ELOOP for a symbolic link.
  public static Fd child(Fd directory, String name) throws LinuxException {
    if (name.isEmpty() || name.contains("/") || name.equals(".."))
      throw new IllegalArgumentException("'" + name + "' is no name in a directory");
    return open(directory, name, Flag.Open.PATH.bit(), Flag.Resolve.NO_SYMLINKS.bit());
  }

  /// The content of a regular file; nothing when there is none.
  public Optional<String> read(String path) throws IOException {
    try (Fd place = open(path, Flag.Open.PATH.bit(), 0)) {
      if (!isRegular(place)) return Optional.empty();
      try (Fd file = Fd.open("/proc/self/fd/" + place.number(), Libc.O_RDONLY)) {
        return Optional.of(
            new String(file.input().readNBytes(LARGEST), StandardCharsets.ISO_8859_1));
      }
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) return Optional.empty();
      throw e;
    }
  }

  /// Opening anything else could block or have effects.
  private static boolean isRegular(Fd place) {
    return Files.isRegularFile(Path.of("/proc/self/fd/" + place.number()));
  }

  private Fd open(String path, long flags, long resolve) throws LinuxException {
    return open(root, path, flags, resolve);
  }

  private static Fd open(Fd root, String path, long flags, long resolve) throws LinuxException {
    byte[] bytes = Inodes.bytes(path);
    try (Memory text = new Memory(bytes.length);
        Memory how = new Memory(HOW_SIZE.longValue())) {
      text.write(0, bytes, 0, bytes.length);
      how.setLong(0, flags | Flag.Open.CLOEXEC.bit());
      how.setLong(8, 0);
      how.setLong(16, resolve | Flag.Resolve.IN_ROOT.bit() | Flag.Resolve.NO_MAGICLINKS.bit());
      NativeLong directory = new NativeLong(root.number());
      NativeLong name = new NativeLong(Pointer.nativeValue(text));
      NativeLong options = new NativeLong(Pointer.nativeValue(how));
      return Fd.of(
          settled(
              "open " + path + " in the container",
              () ->
                  Libc.syscall(OPENAT2, directory, name, options, HOW_SIZE, ZERO, ZERO)
                      .intValue()));
    }
  }

  /// The kernel asks to try again when something was renamed while it went up by `..`.
  private static int settled(String what, Libc.Call call) throws LinuxException {
    for (int tries = 1; ; tries++) {
      try {
        return Libc.check(what, call);
      } catch (LinuxException e) {
        if (e.errno() != Errno.EAGAIN || tries == MOST_TRIES) throw e;
      }
    }
  }

  @Override
  public void close() {
    root.close();
  }
}
