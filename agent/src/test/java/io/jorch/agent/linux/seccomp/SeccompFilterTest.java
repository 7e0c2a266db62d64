package io.jorch.agent.linux.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.Capability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeccompFilterTest {
  private static final int ALLOW = Libseccomp.ALLOW;
  private static final int EPERM = Libseccomp.ERRNO | 1;
  private static final int ENOSYS = Libseccomp.ERRNO | 38;
  private static final int KERNEL_LIMIT = 4096;
  private static final int NEWER_THAN_ALL = 4000;
  private static final Arch ARCH = Arch.ofMachine();

  @Test
  void letsOrdinaryCallsPassAndRefusesDangerousOnes() throws IOException {
    for (String name : new String[] {"read", "openat", "execve", "futex", "chroot", "ptrace"})
      assertEquals(ALLOW, byDefault(name), name);
    for (String name : new String[] {"mount", "unshare", "setns", "bpf", "reboot", "init_module"})
      assertEquals(EPERM, byDefault(name), name);
    for (String name :
        new String[] {"keyctl", "add_key", "kexec_load", "io_uring_setup", "userfaultfd"})
      assertEquals(EPERM, byDefault(name), name);
  }

  @Test
  void refusesNamespacesInCloneFlagsOnly() throws IOException {
    assertEquals(ALLOW, byDefault("clone", 0x11));
    assertEquals(ALLOW, byDefault("clone", 0x003d0f00));
    assertEquals(EPERM, byDefault("clone", 0x10000011));
    assertEquals(EPERM, byDefault("clone", 0x00020011));
    assertEquals(ENOSYS, byDefault("clone3"));
  }

  @Test
  void capabilitiesOpenTheirCalls() throws IOException {
    Set<Capability> admin = EnumSet.of(Capability.SYS_ADMIN);
    for (String name : new String[] {"mount", "unshare", "setns", "clone3", "bpf"})
      assertEquals(ALLOW, with(admin, name), name);
    assertEquals(ALLOW, with(admin, "clone", 0x10000011));
    assertEquals(EPERM, with(admin, "chroot"));
    assertEquals(ALLOW, with(EnumSet.of(Capability.SYS_TIME), "clock_settime"));
    assertEquals(EPERM, byDefault("clock_settime"));
  }

  @Test
  void refusesKernelCryptoAndVirtualMachineSocketsAlsoBehindHighBits() throws IOException {
    long highBit = 1L << 32;
    assertEquals(ALLOW, byDefault("socket", 1));
    assertEquals(ALLOW, byDefault("socket", 2));
    assertEquals(ALLOW, byDefault("socket", 44));
    assertEquals(EPERM, byDefault("socket", 38));
    assertEquals(EPERM, byDefault("socket", 40));
    assertEquals(EPERM, byDefault("socket", highBit | 38));
    assertEquals(EPERM, byDefault("socket", highBit | 40));
  }

  @Test
  void allowsOnlyHarmlessPersonalities() throws IOException {
    for (long p : new long[] {0, 8, 0x20000, 0x20008, 0xffffffffL})
      assertEquals(ALLOW, byDefault("personality", p));
    assertEquals(EPERM, byDefault("personality", 0x0400000));
  }

  @Test
  void callsNewerThanTheProfileDoNotExist() throws IOException {
    byte[] filter = SeccompFilter.forCapabilities(Capability.DEFAULT);
    assertEquals(ENOSYS, run(filter, ARCH.audit, NEWER_THAN_ALL, 0));
    for (int other : ARCH.others()) {
      boolean x32 = other == Arch.X32;
      int number = x32 ? Arch.X32_BIT | NEWER_THAN_ALL : NEWER_THAN_ALL;
      assertEquals(ENOSYS, run(filter, x32 ? ARCH.audit : other, number, 0));
    }
  }

  @Test
  void guardsTheOlderArchitecturesAsWell() throws IOException {
    byte[] filter = SeccompFilter.forCapabilities(Capability.DEFAULT);
    for (int other : ARCH.others()) {
      int arch = other == Arch.X32 ? ARCH.audit : other;
      assertEquals(ALLOW, run(filter, arch, number(other, "read"), 0));
      assertEquals(EPERM, run(filter, arch, number(other, "mount"), 0));
    }
  }

  @Test
  void compilesOncePerSetOfCapabilitiesThatMatter() throws IOException {
    byte[] first = SeccompFilter.forCapabilities(EnumSet.of(Capability.CHOWN));
    assertSame(first, SeccompFilter.forCapabilities(EnumSet.of(Capability.KILL)));
    assertTrue(first.length > 0 && first.length / Program.INSTRUCTION_SIZE <= KERNEL_LIMIT);
    assertEquals(0, first.length % Program.INSTRUCTION_SIZE);
  }

  private static int byDefault(String call, long... arguments) throws IOException {
    return with(Capability.DEFAULT, call, arguments);
  }

  private static int with(Set<Capability> capabilities, String call, long... arguments)
      throws IOException {
    byte[] filter = SeccompFilter.forCapabilities(capabilities);
    long argument = arguments.length == 0 ? 0 : arguments[0];
    return run(filter, ARCH.audit, number(ARCH.audit, call), argument);
  }

  private static int number(int arch, String call) {
    int number = Libseccomp.seccomp_syscall_resolve_name_arch(arch, call);
    assertTrue(number >= 0, call);
    return number;
  }

  private static int run(byte[] filter, int arch, int number, long argument) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    data.putInt(number).putInt(arch).putLong(0).putLong(argument);
    return BpfInterpreter.run(filter, data);
  }
}
