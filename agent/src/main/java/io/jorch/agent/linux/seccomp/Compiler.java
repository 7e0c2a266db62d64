package io.jorch.agent.linux.seccomp;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.jorch.agent.linux.Capability;
import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.Libc;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.seccomp.Profile.Rule;
import io.jorch.agent.linux.seccomp.Profile.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Turns the rules of a profile that hold into a filter, through libseccomp. A call that this
/// version of libseccomp cannot name is left out: it then fails with ENOSYS or EPERM.
final class Compiler {
  private static final int BELOW = 2;
  private static final int MASKED_EQUAL = 7;
  private static final int COMPARISON_SIZE = 24;
  private static final int UNKNOWN_NAME = -1;
  private static final int CLOEXEC = 1;

  private final Arch arch;
  private final Pointer context;

  private Compiler(Arch arch, Pointer context) {
    this.arch = arch;
    this.context = context;
  }

  static byte[] compile(Profile profile, Arch arch, Set<Capability> capabilities)
      throws IOException {
    Pointer context = Libseccomp.seccomp_init(Libseccomp.ERRNO | Errno.EPERM);
    if (context == null) throw new IOException("libseccomp gives no filter to fill");
    try {
      Compiler compiler = new Compiler(arch, context);
      compiler.prepare();
      for (Rule rule : profile.rules())
        if (rule.condition().holds(arch, capabilities)) compiler.add(rule);
      return Program.withUnknownCalls(highestCalls(profile, arch), compiler.export());
    } finally {
      Libseccomp.seccomp_release(context);
    }
  }

  private void prepare() throws LinuxException {
    for (int other : arch.others())
      check("add architecture", Libseccomp.seccomp_arch_add(context, other));
    // Only an optimisation; a libseccomp that lacks it makes a longer list of comparisons.
    Libseccomp.seccomp_attr_set(context, Libseccomp.OPTIMIZE, Libseccomp.BINARY_TREE);
  }

  private void add(Rule rule) throws LinuxException {
    int call = Libseccomp.seccomp_syscall_resolve_name_arch(arch.audit, rule.syscall());
    if (call == UNKNOWN_NAME) return;
    switch (rule.verdict()) {
      case Verdict.Allow() -> addRule(rule, Libseccomp.ALLOW, call);
      case Verdict.Fail(int errno) -> addRule(rule, Libseccomp.ERRNO | errno, call);
      case Verdict.AllowBelow(int argument, long value) ->
          addComparison(rule, call, argument, BELOW, value, 0);
      case Verdict.AllowMasked(int argument, long mask, long value) ->
          addComparison(rule, call, argument, MASKED_EQUAL, mask, value);
    }
  }

  private void addRule(Rule rule, int action, int call) throws LinuxException {
    int result = Libseccomp.seccomp_rule_add_array(context, action, call, 0, null);
    check("add rule for " + rule.syscall(), result);
  }

  private void addComparison(Rule rule, int call, int argument, int operator, long a, long b)
      throws LinuxException {
    try (Memory comparison = new Memory(COMPARISON_SIZE)) {
      comparison.setInt(0, argument);
      comparison.setInt(4, operator);
      comparison.setLong(8, a);
      comparison.setLong(16, b);
      int result =
          Libseccomp.seccomp_rule_add_array(context, Libseccomp.ALLOW, call, 1, comparison);
      check("add rule for " + rule.syscall(), result);
    }
  }

  private byte[] export() throws IOException {
    int fd = Libc.check("memfd_create", () -> Libc.memfd_create("seccomp", CLOEXEC));
    try {
      check("export", Libseccomp.seccomp_export_bpf(context, fd));
      return Files.readAllBytes(Path.of("/proc/self/fd", Integer.toString(fd)));
    } finally {
      Libc.close(fd);
    }
  }

  private static Map<Integer, Integer> highestCalls(Profile profile, Arch arch) {
    Map<Integer, Integer> highest = new LinkedHashMap<>();
    highest.put(arch.audit, highestCall(profile, arch.audit));
    for (int other : arch.others()) highest.put(other, highestCall(profile, other));
    return highest;
  }

  private static int highestCall(Profile profile, int architecture) {
    return profile.rules().stream()
        .mapToInt(r -> Libseccomp.seccomp_syscall_resolve_name_arch(architecture, r.syscall()))
        .max()
        .orElseThrow();
  }

  private static void check(String what, int result) throws LinuxException {
    if (result < 0) throw new LinuxException("libseccomp: " + what, -result);
  }
}
