package io.jorch.agent.linux;

import io.jorch.agent.linux.Flag.Namespace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Steps that shape the calling process: namespaces, credentials, limits, signals, its program.
public final class ProcessCalls {
  private static final long SIGCHLD = 17;
  private static final int SIG_SETMASK = 2;
  private static final int CAPABILITY_VERSION_3 = 0x20080522;

  private ProcessCalls() {}

  /// Clones as fork does; the result is the child's pid, or 0 in the child.
  public static Step fork(Namespace... namespaces) {
    Arg flags = Arg.flags(namespaces);
    Arg zero = Arg.number(0);
    Arg arguments =
        Arg.words(flags, zero, zero, zero, Arg.named("SIGCHLD", SIGCHLD), zero, zero, zero);
    return Step.of(Syscall.CLONE3, arguments, Arg.number(64));
  }

  public static Step unshare(List<Namespace> namespaces) {
    return Step.of(Syscall.UNSHARE, Arg.flags(namespaces));
  }

  /// `descriptor` is a namespace file or a pidfd.
  public static Step enter(Arg descriptor, List<Namespace> namespaces) {
    return Step.of(Syscall.SETNS, descriptor, Arg.flags(namespaces));
  }

  public static Step newSession() {
    return Step.of(Syscall.SETSID);
  }

  public static Step blockAllSignals() {
    return signalMask(Arg.named("all", -1));
  }

  public static Step unblockAllSignals() {
    return signalMask(Arg.named("none", 0));
  }

  private static Step signalMask(Arg set) {
    return Step.of(
        Syscall.RT_SIGPROCMASK,
        Arg.named("set", SIG_SETMASK),
        Arg.words(set),
        Arg.NULL,
        Arg.number(8));
  }

  public static Step umask(int mask) {
    return Step.of(Syscall.UMASK, Arg.octal(mask));
  }

  public static Step hostname(String name) {
    return Step.of(Syscall.SETHOSTNAME, Arg.text(name), Arg.number(name.length()));
  }

  public static Step domainname(String name) {
    return Step.of(Syscall.SETDOMAINNAME, Arg.text(name), Arg.number(name.length()));
  }

  /// A session keyring of its own, so that the host's is not reachable.
  public static Step newKeyring(String name) {
    return Step.of(Syscall.KEYCTL, Arg.named("join session keyring", 1), Arg.text(name));
  }

  public static Step limit(int resource, String shown, long soft, long hard) {
    return Step.of(
        Syscall.PRLIMIT64,
        Arg.number(0),
        Arg.named(shown, resource),
        Arg.words(Arg.number(soft), Arg.number(hard)),
        Arg.NULL);
  }

  /// The kernel kills the caller with SIGKILL when its parent ends. A change of credentials resets
  /// this, so it comes after those.
  public static Step dieWithParent() {
    return control("PR_SET_PDEATHSIG", 1, Arg.named("SIGKILL", 9));
  }

  /// Nobody may trace the caller or follow its /proc links, until execve.
  public static Step undumpable() {
    return control("PR_SET_DUMPABLE", 4, Arg.number(0));
  }

  public static Step keepCapabilities() {
    return control("PR_SET_KEEPCAPS", 8, Arg.number(1));
  }

  public static Step title(String name) {
    return control("PR_SET_NAME", 15, Arg.text(name));
  }

  public static Step dropFromBounding(int capability, String shown) {
    return control("PR_CAPBSET_DROP", 24, Arg.named(shown, capability));
  }

  public static Step noNewPrivileges() {
    return control("PR_SET_NO_NEW_PRIVS", 38, Arg.number(1));
  }

  private static Step control(String name, int option, Arg argument) {
    Arg zero = Arg.number(0);
    return Step.of(Syscall.PRCTL, Arg.named(name, option), argument, zero, zero, zero);
  }

  /// Effective, permitted and inheritable sets (capabilities(7)) as bit masks.
  public static Step capabilities(String shown, long effective, long permitted, long inheritable) {
    ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(CAPABILITY_VERSION_3).putInt(0);
    ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (int shift : new int[] {0, 32})
      for (long set : new long[] {effective, permitted, inheritable})
        data.putInt((int) (set >>> shift));
    return Step.of(
        Syscall.CAPSET, Arg.bytes("version 3", header.array()), Arg.bytes(shown, data.array()));
  }

  public static Step groups(Set<Integer> groups) {
    ByteBuffer list = ByteBuffer.allocate(4 * groups.size()).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> sorted = new ArrayList<>(groups);
    sorted.sort(null);
    sorted.forEach(list::putInt);
    Arg content = Arg.bytes("groups " + sorted, list.array());
    return Step.of(Syscall.SETGROUPS, Arg.number(groups.size()), content);
  }

  public static Step group(int gid) {
    Arg id = Arg.number(gid);
    return Step.of(Syscall.SETRESGID, id, id, id);
  }

  public static Step user(int uid) {
    Arg id = Arg.number(uid);
    return Step.of(Syscall.SETRESUID, id, id, id);
  }

  /// Installs a seccomp filter, an array of struct sock_filter of 8 bytes each.
  public static Step filter(ByteBuffer program) {
    Arg struct = Arg.words(Arg.number(program.remaining() / 8), Arg.bytes("filter", program));
    return Step.of(Syscall.SECCOMP, Arg.named("set filter", 1), Arg.number(0), struct);
  }

  public static Step execute(String program, List<String> arguments, List<String> environment) {
    return Step.of(Syscall.EXECVE, Arg.text(program), strings(arguments), strings(environment));
  }

  private static Arg strings(List<String> strings) {
    List<Arg> words = new ArrayList<>();
    for (String string : strings) words.add(Arg.text(string));
    words.add(Arg.NULL);
    return new Arg.Words(words);
  }

  /// Waits for the child's end and stores its raw wait status.
  public static Step await(Register child, Register status) {
    return Step.of(Syscall.WAIT4, Arg.of(child), Arg.address(status), Arg.number(0), Arg.NULL);
  }

  /// Stores seconds and nanoseconds of the real-time clock in two adjoining words.
  public static Step clock(Register seconds) {
    return Step.of(Syscall.CLOCK_GETTIME, Arg.named("realtime", 0), Arg.address(seconds));
  }
}
