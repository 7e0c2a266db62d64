package io.jorch.agent.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;

/// posix_spawn(3) of a program of ours: with the C library's vfork-like clone, so its cost does not
/// grow with the JVM's memory. The new process has default signal handlers, blocks no signal, has
/// an empty environment and inherits the given descriptors (and those the JVM did not mark
/// close-on-exec: the program's first act must be to close them).
final class Spawn {
  private static final int OPAQUE = 512;
  private static final int SIGNAL_SET = 128;
  private static final short RESET_SIGNALS = 0x04 | 0x08;

  private Spawn() {}

  /// Starts the program and gives its pid.
  static int program(String path, String title, Map<Integer, Fd> descriptors)
      throws LinuxException {
    Map<Integer, Fd> high = new HashMap<>();
    try {
      for (Map.Entry<Integer, Fd> wanted : descriptors.entrySet())
        high.put(wanted.getKey(), wanted.getValue().duplicate());
      return withActions(path, title, high);
    } finally {
      high.values().forEach(Fd::close);
    }
  }

  private static int withActions(String path, String title, Map<Integer, Fd> descriptors)
      throws LinuxException {
    try (Memory actions = zeroed(OPAQUE)) {
      SpawnLibc.posix_spawn_file_actions_init(actions);
      try {
        for (Map.Entry<Integer, Fd> wanted : descriptors.entrySet())
          SpawnLibc.posix_spawn_file_actions_adddup2(
              actions, wanted.getValue().number(), wanted.getKey());
        return withAttributes(path, title, actions);
      } finally {
        SpawnLibc.posix_spawn_file_actions_destroy(actions);
      }
    }
  }

  private static int withAttributes(String path, String title, Memory actions)
      throws LinuxException {
    try (Memory attributes = zeroed(OPAQUE);
        Memory none = zeroed(SIGNAL_SET);
        Memory all = zeroed(SIGNAL_SET)) {
      SpawnLibc.posix_spawnattr_init(attributes);
      try {
        all.setMemory(0, SIGNAL_SET, (byte) 0xff);
        SpawnLibc.posix_spawnattr_setflags(attributes, RESET_SIGNALS);
        SpawnLibc.posix_spawnattr_setsigmask(attributes, none);
        SpawnLibc.posix_spawnattr_setsigdefault(attributes, all);
        return spawn(path, title, actions, attributes);
      } finally {
        SpawnLibc.posix_spawnattr_destroy(attributes);
      }
    }
  }

  private static int spawn(String path, String title, Memory actions, Memory attributes)
      throws LinuxException {
    try (Memory text = zeroed(title.length() * 4 + 1);
        Memory pointers = zeroed(3 * Long.BYTES);
        Memory pid = zeroed(Long.BYTES)) {
      text.setString(0, title);
      pointers.setPointer(0, text);
      Pointer nothing = pointers.share(Long.BYTES);
      int error = SpawnLibc.posix_spawn(pid, path, actions, attributes, pointers, nothing);
      if (error != 0) throw new LinuxException("start the launcher for " + title, error);
      return pid.getInt(0);
    }
  }

  private static Memory zeroed(int size) {
    Memory memory = new Memory(size);
    memory.clear();
    return memory;
  }
}
