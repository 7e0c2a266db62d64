package io.jorch.agent.linux.seccomp;

import com.sun.jna.Platform;
import java.util.List;

/// The machine's architecture: its name in the profile, its audit number, and those of the older
/// ones whose programs its kernel runs too.
enum Arch {
  AMD64("amd64", 0xc000003e),
  ARM64("arm64", 0xc00000b7);

  /// x32 calls carry the number of x86-64 as their architecture, and this bit in theirs.
  static final int X32 = 0x4000003e;

  static final int X32_BIT = 0x40000000;

  final String profileName;
  final int audit;

  Arch(String profileName, int audit) {
    this.profileName = profileName;
    this.audit = audit;
  }

  List<Integer> others() {
    return switch (this) {
      case AMD64 -> List.of(0x40000003, X32);
      case ARM64 -> List.of(0x40000028);
    };
  }

  static Arch ofMachine() {
    if (Platform.isIntel() && Platform.is64Bit()) return AMD64;
    if (Platform.isARM() && Platform.is64Bit()) return ARM64;
    throw new UnsupportedOperationException(
        "no seccomp profile for architecture " + Platform.ARCH + ", only for x86-64 and aarch64");
  }
}
