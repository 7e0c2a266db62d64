package io.jorch.agent.container;

import java.util.List;
import java.util.Optional;

/// A program to run in a running container.
///
/// @param environment added to the container's own
/// @param directory absolute; the container's own when absent
/// @param user as in [ProcessSpec]; the container's own when absent
/// @param privileged with every capability and without filter
public record ExecSpec(
    List<String> arguments,
    List<String> environment,
    Optional<String> directory,
    Optional<String> user,
    boolean privileged,
    Stdio stdio) {
  public ExecSpec {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
    if (arguments.isEmpty()) throw new IllegalArgumentException("exec needs a command");
    if (stdio instanceof Stdio.Logged)
      throw new IllegalArgumentException("exec has pipes or a terminal, never a log");
  }

  /// As the container's user, with pipes.
  public static ExecSpec of(List<String> arguments, boolean stdin) {
    return new ExecSpec(
        arguments, List.of(), Optional.empty(), Optional.empty(), false, new Stdio.Piped(stdin));
  }

  public ExecSpec withUser(String user) {
    return new ExecSpec(arguments, environment, directory, Optional.of(user), privileged, stdio);
  }

  public ExecSpec withDirectory(String directory) {
    return new ExecSpec(arguments, environment, Optional.of(directory), user, privileged, stdio);
  }

  public ExecSpec withEnvironment(List<String> environment) {
    return new ExecSpec(arguments, environment, directory, user, privileged, stdio);
  }

  public ExecSpec withPrivileged(boolean privileged) {
    return new ExecSpec(arguments, environment, directory, user, privileged, stdio);
  }

  public ExecSpec withStdio(Stdio stdio) {
    return new ExecSpec(arguments, environment, directory, user, privileged, stdio);
  }
}
