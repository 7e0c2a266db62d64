package io.jorch.agent.linux;

import io.jorch.agent.linux.Flag.Open;
import io.jorch.agent.linux.Flag.Resolve;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Steps that work on files and descriptors.
public final class FileCalls {
  private static final Arg CWD = Arg.named("cwd", -100);
  private static final int F_SETPIPE_SZ = 1031;
  private static final int S_IFREG = 0x8000;
  private static final int S_IFCHR = 0x2000;

  private FileCalls() {}

  /// Follows symbolic links: only for paths whose every part the daemon owns.
  public static Step open(String path, Open... flags) {
    return Step.of(Syscall.OPENAT, CWD, Arg.text(path), closeOnExec(flags), Arg.number(0));
  }

  public static Step openAt(Register directory, String path, Open... flags) {
    return Step.of(
        Syscall.OPENAT, Arg.of(directory), Arg.text(path), closeOnExec(flags), Arg.number(0));
  }

  /// A location descriptor (O_PATH) for a path that the container may have made: no magic links
  /// such as `/proc/self/fd/5`, nothing outside the present root, and what else is asked.
  public static Step locate(String path, Resolve... extra) {
    List<Resolve> resolve = new ArrayList<>(List.of(Resolve.NO_MAGICLINKS));
    resolve.addAll(Arrays.asList(extra));
    Arg how = Arg.words(closeOnExec(Open.PATH), Arg.number(0), Arg.flags(resolve));
    return Step.of(Syscall.OPENAT2, CWD, Arg.text(path), how, Arg.number(24));
  }

  private static Arg closeOnExec(Open... flags) {
    List<Open> all = new ArrayList<>(Arrays.asList(flags));
    all.add(Open.CLOEXEC);
    return Arg.flags(all);
  }

  public static Step close(Register descriptor) {
    return Step.of(Syscall.CLOSE, Arg.of(descriptor));
  }

  public static Step write(Register descriptor, String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return Step.of(Syscall.WRITE, Arg.of(descriptor), Arg.text(text), Arg.number(length));
  }

  public static Step writeWords(Arg descriptor, Arg.Words words) {
    return Step.of(Syscall.WRITE, descriptor, words, Arg.number(8L * words.words().size()));
  }

  /// Writes what registers hold, which lie side by side when there are several.
  public static Step writeAt(Arg file, Register first, int words, long offset) {
    return Step.of(
        Syscall.PWRITE64, file, Arg.address(first), Arg.number(8L * words), Arg.number(offset));
  }

  public static Step writeWordsAt(Arg file, Arg.Words words, long offset) {
    Arg length = Arg.number(8L * words.words().size());
    return Step.of(Syscall.PWRITE64, file, words, length, Arg.number(offset));
  }

  /// Lets descriptor number `to` be the same as `from`, kept over execve.
  public static Step duplicate(Register from, int to) {
    return duplicate(Arg.of(from), to);
  }

  public static Step duplicate(Arg from, int to) {
    return Step.of(Syscall.DUP3, from, Arg.number(to), Arg.number(0));
  }

  /// Waits until the other end of a pipe is closed.
  ///
  /// @param scratch takes what comes, which nothing should
  public static Step awaitEnd(Arg pipe, Register scratch) {
    return Step.of(Syscall.READ, pipe, Arg.address(scratch), Arg.number(8));
  }

  public static Step closeFrom(int first) {
    return Step.of(
        Syscall.CLOSE_RANGE, Arg.number(first), Arg.named("last", 0xffffffffL), Arg.number(0));
  }

  /// Closes them when execve succeeds, so that a failure can still be reported.
  public static Step closeFromOnExec(int first) {
    return Step.of(
        Syscall.CLOSE_RANGE,
        Arg.number(first),
        Arg.named("last", 0xffffffffL),
        Arg.named("on exec", 4));
  }

  public static Step changeDirectory(String path) {
    return Step.of(Syscall.CHDIR, Arg.text(path));
  }

  public static Step changeDirectory(Register directory) {
    return Step.of(Syscall.FCHDIR, Arg.of(directory));
  }

  public static Step makeDirectory(String path, int mode) {
    return Step.of(Syscall.MKDIRAT, CWD, Arg.text(path), Arg.octal(mode));
  }

  public static Step makeDirectoryAt(Register parent, String name, int mode) {
    return Step.of(Syscall.MKDIRAT, Arg.of(parent), Arg.text(name), Arg.octal(mode));
  }

  /// Never follows a link: an existing one gives EEXIST.
  public static Step makeFileAt(Register parent, String name, int mode) {
    Arg type = Arg.octal(S_IFREG | mode);
    return Step.of(Syscall.MKNODAT, Arg.of(parent), Arg.text(name), type, Arg.number(0));
  }

  public static Step makeCharacterDevice(String path, int mode, int major, int minor) {
    return makeNode(path, S_IFCHR | mode, major, minor);
  }

  /// A node of any type; `mode` holds type and permissions as mknod(2) wants them.
  public static Step makeNode(String path, int mode, int major, int minor) {
    long number = (minor & 0xff) | (major & 0xfffL) << 8 | (minor & ~0xffL) << 12;
    Arg device = Arg.named(major + ":" + minor, number);
    return Step.of(Syscall.MKNODAT, CWD, Arg.text(path), Arg.octal(mode), device);
  }

  public static Step changeOwnerOf(String path, int uid, int gid) {
    return Step.of(
        Syscall.FCHOWNAT, CWD, Arg.text(path), Arg.number(uid), Arg.number(gid), Arg.number(0));
  }

  public static Step makeLink(String target, String path) {
    return Step.of(Syscall.SYMLINKAT, Arg.text(target), CWD, Arg.text(path));
  }

  public static Step changeOwner(int descriptor, int uid) {
    return Step.of(
        Syscall.FCHOWN, Arg.number(descriptor), Arg.number(uid), Arg.named("same", 0xffffffffL));
  }

  public static Step enlargePipe(Register pipe, int bytes) {
    return Step.of(
        Syscall.FCNTL, Arg.of(pipe), Arg.named("F_SETPIPE_SZ", F_SETPIPE_SZ), Arg.number(bytes));
  }

  /// Exclusive, not waiting: EAGAIN when another process holds it.
  public static Step lock(Register file) {
    return Step.of(Syscall.FLOCK, Arg.of(file), Arg.named("exclusive|nonblock", 6));
  }
}
