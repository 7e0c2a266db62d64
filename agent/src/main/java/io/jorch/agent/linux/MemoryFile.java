package io.jorch.agent.linux;

import com.sun.jna.NativeLong;

/// A file without a name (memfd_create(2)).
final class MemoryFile {
  private static final int CLOEXEC = 1;
  private static final int ALLOW_SEALING = 2;
  private static final int EXECUTABLE = 0x10;
  private static final int F_ADD_SEALS = 1033;
  private static final int SEAL_SEAL = 1;
  private static final int SEAL_SHRINK = 2;
  private static final int SEAL_GROW = 4;
  private static final int SEAL_WRITE = 8;

  private MemoryFile() {}

  static Fd of(String name, byte[] content) throws LinuxException {
    return filled(create(name, CLOEXEC), content);
  }

  /// A program that nobody can change any more, not even through `/proc/PID/exe` of a process that
  /// runs it.
  static Fd sealedProgram(String name, byte[] content) throws LinuxException {
    Fd file = filled(createProgram(name), content);
    NativeLong seals = new NativeLong(SEAL_SEAL | SEAL_SHRINK | SEAL_GROW | SEAL_WRITE);
    Libc.check("seal " + name, () -> Libc.fcntl(file.number(), F_ADD_SEALS, seals));
    return file;
  }

  /// Kernels before 6.3 do not know the flag that asks for an executable file, and need none.
  private static Fd createProgram(String name) throws LinuxException {
    int flags = CLOEXEC | ALLOW_SEALING;
    try {
      return create(name, flags | EXECUTABLE);
    } catch (LinuxException e) {
      if (e.errno() != Errno.EINVAL) throw e;
      return create(name, flags);
    }
  }

  private static Fd create(String name, int flags) throws LinuxException {
    return Fd.of(
        Libc.check("create memory file " + name, () -> SpawnLibc.memfd_create(name, flags)));
  }

  private static Fd filled(Fd file, byte[] content) throws LinuxException {
    file.write(content, 0, content.length);
    return file;
  }
}
