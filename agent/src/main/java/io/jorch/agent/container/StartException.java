package io.jorch.agent.container;

import io.jorch.agent.linux.Arg;
import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.LaunchException;
import io.jorch.agent.linux.Step;
import io.jorch.agent.linux.Syscall;
import java.io.IOException;
import java.util.List;

/// A program that could not be started.
public final class StartException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final int NOT_SET_UP = 125;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final int exitCode;
  private final String reason;

  private StartException(String id, String reason, int exitCode, LaunchException cause) {
    super("start container " + id + ": " + reason, cause);
    this.exitCode = exitCode;
    this.reason = reason;
  }

  /// The sentence without the container's id, for callers that know a better name.
  public String reason() {
    return reason;
  }

  /// Whether the program to run is missing.
  public boolean notFound() {
    return exitCode == NOT_FOUND;
  }

  /// 127 when the program does not exist, 126 when it cannot be executed, 125 when the container
  /// itself could not be made.
  public int exitCode() {
    return exitCode;
  }

  static StartException of(String id, List<String> arguments, LaunchException cause) {
    String reason = reason(arguments.getFirst(), cause);
    return new StartException(id, reason, code(cause), cause);
  }

  private static int code(LaunchException cause) {
    if (cause.step().call() == Syscall.FCHDIR) return NOT_EXECUTABLE;
    if (cause.step().call() != Syscall.EXECVE) return NOT_SET_UP;
    boolean missing = cause.errno() == Errno.ENOENT || cause.errno() == Errno.ENOTDIR;
    return missing ? NOT_FOUND : NOT_EXECUTABLE;
  }

  private static String reason(String program, LaunchException cause) {
    Step step = cause.step();
    return switch (step.call()) {
      case EXECVE -> execution(program, cause);
      case OPEN_TREE -> "mount " + step.arguments().get(1) + ": " + errno(cause);
      case FCHDIR -> "enter " + place(cause) + " in the image: " + errno(cause);
      case MOVE_MOUNT -> "mount on " + place(cause) + " in the image: " + mounting(cause);
      case OPENAT2 -> "find " + step.arguments().get(1) + " in the image: " + errno(cause);
      default -> String.valueOf(cause.getMessage());
    };
  }

  /// What was located for the step that failed.
  private static Arg place(LaunchException cause) {
    return cause.before(Syscall.OPENAT2).map(step -> step.arguments().get(1)).orElse(Arg.NULL);
  }

  private static String mounting(LaunchException cause) {
    return switch (cause.errno()) {
      case Errno.EINVAL, Errno.ENOTDIR ->
          "a directory can only be mounted on a directory, a file on a file";
      default -> errno(cause);
    };
  }

  private static String errno(LaunchException cause) {
    return Errno.describe(cause.errno());
  }

  private static String execution(String program, LaunchException cause) {
    String exec = "exec " + Arg.text(program) + ": ";
    boolean path = !program.contains("/");
    return switch (cause.errno()) {
      case Errno.ENOENT, Errno.ENOTDIR ->
          exec
              + (path
                  ? "not found in PATH of image"
                  : "no such file in image, or its interpreter is missing");
      case Errno.EACCES -> exec + "not executable (permission denied)";
      case Errno.ENOEXEC ->
          exec + "not a program for this machine (a script without #!, or built for another one)";
      default -> exec + errno(cause);
    };
  }
}
