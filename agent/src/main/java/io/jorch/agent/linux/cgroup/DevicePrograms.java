package io.jorch.agent.linux.cgroup;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.jorch.agent.linux.Libc;
import io.jorch.agent.linux.LinuxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Loads device programs through bpf(2), each kind once, and attaches them to v2 groups. The kernel
/// keeps an attached program as long as its group, whatever becomes of the daemon.
final class DevicePrograms {
  private static final NativeLong BPF = new NativeLong(Platform.isIntel() ? 321 : 280);
  private static final int PROG_LOAD = 5;
  private static final int PROG_ATTACH = 8;
  private static final int TYPE_CGROUP_DEVICE = 15;
  private static final int ATTACH_CGROUP_DEVICE = 6;
  private static final int O_DIRECTORY = Platform.isIntel() ? 0x10000 : 0x4000;
  private static final int ATTRIBUTE_SIZE = 128;
  private static final NativeLong ZERO = new NativeLong(0);

  private final Map<DeviceRules.Only, Integer> loaded = new HashMap<>();

  void attach(Path group, DeviceRules rules) throws IOException {
    switch (rules) {
      case DeviceRules.All() -> {}
      case DeviceRules.Only only -> attach(group, program(only));
    }
  }

  private synchronized int program(DeviceRules.Only rules) throws IOException {
    Integer known = loaded.get(rules);
    if (known != null) return known;
    int program = load(DeviceProgram.encode(DeviceProgram.of(rules)));
    loaded.put(rules, program);
    return program;
  }

  private static int load(byte[] program) throws LinuxException {
    byte[] license = "Apache-2.0\0".getBytes(StandardCharsets.US_ASCII);
    try (Memory code = new Memory(program.length);
        Memory text = new Memory(license.length);
        Memory attribute = new Memory(ATTRIBUTE_SIZE)) {
      code.write(0, program, 0, program.length);
      text.write(0, license, 0, license.length);
      attribute.clear();
      attribute.setInt(0, TYPE_CGROUP_DEVICE);
      attribute.setInt(4, program.length / 8);
      attribute.setPointer(8, code);
      attribute.setPointer(16, text);
      return bpf("load the device filter into the kernel", PROG_LOAD, attribute);
    }
  }

  private static void attach(Path group, int program) throws IOException {
    int flags = Libc.O_RDONLY | O_DIRECTORY | Libc.O_CLOEXEC;
    int directory = Libc.check("open " + group, () -> Libc.open(group.toString(), flags, 0));
    try (Memory attribute = new Memory(ATTRIBUTE_SIZE)) {
      attribute.clear();
      attribute.setInt(0, directory);
      attribute.setInt(4, program);
      attribute.setInt(8, ATTACH_CGROUP_DEVICE);
      bpf("attach the device filter to " + group, PROG_ATTACH, attribute);
    } finally {
      Libc.close(directory);
    }
  }

  private static int bpf(String what, int command, Pointer attribute) throws LinuxException {
    NativeLong address = new NativeLong(Pointer.nativeValue(attribute));
    NativeLong size = new NativeLong(ATTRIBUTE_SIZE);
    return Libc.check(
        what,
        () ->
            Libc.syscall(BPF, new NativeLong(command), address, size, ZERO, ZERO, ZERO).intValue());
  }
}
