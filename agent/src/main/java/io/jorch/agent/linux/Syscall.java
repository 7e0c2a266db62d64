package io.jorch.agent.linux;

import com.sun.jna.Platform;
import java.util.Locale;

/// The system calls that a launch plan may contain, with their numbers on x86-64 and aarch64
/// (arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux). Only
/// calls that both machines have: `mkdirat`, not `mkdir`.
public enum Syscall {
  CAPSET(126, 91),
  CHDIR(80, 49),
  CLOCK_GETTIME(228, 113),
  CLONE3(435, 435),
  CLOSE(3, 57),
  CLOSE_RANGE(436, 436),
  DUP3(292, 24),
  EXECVE(59, 221),
  FCHDIR(81, 50),
  FCHOWN(93, 55),
  FCHOWNAT(260, 54),
  FCNTL(72, 25),
  FLOCK(73, 32),
  FSCONFIG(431, 431),
  FSMOUNT(432, 432),
  FSOPEN(430, 430),
  GETPID(39, 172),
  IOCTL(16, 29),
  KEYCTL(250, 219),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  MOUNT(165, 40),
  MOUNT_SETATTR(442, 442),
  MOVE_MOUNT(429, 429),
  OPENAT(257, 56),
  OPENAT2(437, 437),
  OPEN_TREE(428, 428),
  PIVOT_ROOT(155, 41),
  PRCTL(157, 167),
  PRLIMIT64(302, 261),
  PWRITE64(18, 68),
  READ(0, 63),
  RT_SIGPROCMASK(14, 135),
  SECCOMP(317, 277),
  SETDOMAINNAME(171, 162),
  SETGROUPS(116, 159),
  SETHOSTNAME(170, 161),
  SETNS(308, 268),
  SETRESGID(119, 149),
  SETRESUID(117, 147),
  SETSID(112, 157),
  SOCKET(41, 198),
  SYMLINKAT(266, 36),
  UMASK(95, 166),
  UMOUNT2(166, 39),
  UNSHARE(272, 97),
  WAIT4(61, 260),
  WRITE(1, 64);

  private final int x86;
  private final int arm;

  Syscall(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  /// Its number on the machine this runs on.
  public int number() {
    return Platform.isARM() ? arm : x86;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
