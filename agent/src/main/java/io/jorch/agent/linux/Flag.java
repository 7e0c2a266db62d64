package io.jorch.agent.linux;

import java.util.Locale;

/// One bit (or a few that belong together) of a flags argument, with the name a reader knows.
public interface Flag {
  long bit();

  String name();

  default String shown() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Flags of mount(2).
  enum Mount implements Flag {
    RO(1),
    NOSUID(2),
    NODEV(4),
    NOEXEC(8),
    REMOUNT(0x20),
    NOATIME(0x400),
    BIND(0x1000),
    REC(0x4000),
    PRIVATE(0x40000),
    STRICTATIME(0x1000000);

    private final long bit;

    Mount(long bit) {
      this.bit = bit;
    }

    @Override
    public long bit() {
      return bit;
    }
  }

  /// Flags of open(2) that have the same value on x86-64 and aarch64 (O_DIRECTORY does not).
  enum Open implements Flag {
    WRONLY(1),
    RDWR(2),
    CREAT(0x40),
    NOCTTY(0x100),
    NONBLOCK(0x800),
    CLOEXEC(0x80000),
    PATH(0x200000);

    private final long bit;

    Open(long bit) {
      this.bit = bit;
    }

    @Override
    public long bit() {
      return bit;
    }
  }

  /// How openat2(2) resolves a path.
  enum Resolve implements Flag {
    NO_MAGICLINKS(2),
    NO_SYMLINKS(4),
    IN_ROOT(0x10);

    private final long bit;

    Resolve(long bit) {
      this.bit = bit;
    }

    @Override
    public long bit() {
      return bit;
    }
  }

  /// Namespaces of clone(2), unshare(2) and setns(2).
  enum Namespace implements Flag {
    MOUNT(0x20000),
    CGROUP(0x2000000),
    UTS(0x4000000),
    IPC(0x8000000),
    USER(0x10000000),
    PID(0x20000000),
    NET(0x40000000);

    private final long bit;

    Namespace(long bit) {
      this.bit = bit;
    }

    @Override
    public long bit() {
      return bit;
    }
  }
}
