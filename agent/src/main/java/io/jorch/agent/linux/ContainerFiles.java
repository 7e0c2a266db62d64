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
    try (Memory text = new Memory(4L * path.length() + 1);
        Memory how = new Memory(HOW_SIZE.longValue())) {
      text.setString(0, path);
      how.setLong(0, flags | Flag.Open.CLOEXEC.bit());
      how.setLong(8, 0);
      how.setLong(16, resolve | Flag.Resolve.IN_ROOT.bit() | Flag.Resolve.NO_MAGICLINKS.bit());
      NativeLong directory = new NativeLong(root.number());
      NativeLong name = new NativeLong(Pointer.nativeValue(text));
      NativeLong options = new NativeLong(Pointer.nativeValue(how));
      return Fd.of(
          Libc.check(
              "open " + path + " in the container",
              () ->
                  Libc.syscall(OPENAT2, directory, name, options, HOW_SIZE, ZERO, ZERO)
                      .intValue()));
    }
  }

  @Override
  public void close() {
    root.close();
  }
}
