package io.jorch.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/// C library calls that starting processes and adopting them needs, beside those of [Libc]. The
/// `posix_spawn` family returns its error number instead of setting errno.
final class SpawnLibc {
  static {
    Native.register(SpawnLibc.class, "c");
  }

  private SpawnLibc() {}

  static native int pipe2(Pointer both, int flags) throws LastErrorException;

  static native int flock(int fd, int operation) throws LastErrorException;

  static native int fstatfs(int fd, Pointer about) throws LastErrorException;

  static native int poll(Pointer descriptors, long number, int timeoutMillis)
      throws LastErrorException;

  static native int waitpid(int pid, Pointer status, int options) throws LastErrorException;

  static native int memfd_create(String name, int flags) throws LastErrorException;

  static native int posix_spawn(
      Pointer pid, String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

  static native int posix_spawn_file_actions_init(Pointer actions);

  static native int posix_spawn_file_actions_destroy(Pointer actions);

  static native int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

  static native int posix_spawnattr_init(Pointer attributes);

  static native int posix_spawnattr_destroy(Pointer attributes);

  static native int posix_spawnattr_setflags(Pointer attributes, short flags);

  static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);

  static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);
}
