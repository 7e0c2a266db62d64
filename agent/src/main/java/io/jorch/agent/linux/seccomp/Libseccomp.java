package io.jorch.agent.linux.seccomp;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/// Direct bindings to libseccomp, named and typed as in man page section 3. Results below zero are
/// negated error numbers.
final class Libseccomp {
  static final int ALLOW = 0x7fff0000;
  static final int ERRNO = 0x00050000;
  static final int OPTIMIZE = 8;
  static final int BINARY_TREE = 2;

  static {
    Native.register(Libseccomp.class, "libseccomp.so.2");
  }

  private Libseccomp() {}

  static native @Nullable Pointer seccomp_init(int defaultAction);

  static native void seccomp_release(Pointer context);

  static native int seccomp_attr_set(Pointer context, int attribute, int value);

  static native int seccomp_arch_add(Pointer context, int architecture);

  static native int seccomp_syscall_resolve_name_arch(int architecture, String name);

  static native int seccomp_rule_add_array(
      Pointer context, int action, int syscall, int count, @Nullable Pointer comparisons);

  static native int seccomp_export_bpf(Pointer context, int fd);
}
