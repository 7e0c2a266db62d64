package io.jorch.agent.container;

import java.util.List;

/// The program to run.
///
/// @param environment `NAME=value` each; PATH, HOME, HOSTNAME and TERM are added when missing
/// @param directory absolute, made when missing
/// @param user `user`, `uid`, `user:group` and so on, or empty for root
/// @param groups more groups, by name or number
/// @param oomScoreAdjust -1000 (never killed) to 1000
public record ProcessSpec(
    List<String> arguments,
    List<String> environment,
    String directory,
    String user,
    List<String> groups,
    List<Limit> limits,
    int oomScoreAdjust) {
  public ProcessSpec {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
    groups = List.copyOf(groups);
    limits = List.copyOf(limits);
    if (arguments.isEmpty())
      throw new IllegalArgumentException("a container needs a command and has none");
    if (!directory.startsWith("/"))
      throw new IllegalArgumentException("working directory '" + directory + "' is not absolute");
  }

  /// As root in `/`, with nothing else set.
  public static ProcessSpec of(List<String> arguments) {
    return new ProcessSpec(arguments, List.of(), "/", "", List.of(), List.of(), 0);
  }

  public ProcessSpec withArguments(List<String> arguments) {
    return new ProcessSpec(arguments, environment, directory, user, groups, limits, oomScoreAdjust);
  }

  public ProcessSpec withUser(String user) {
    return new ProcessSpec(arguments, environment, directory, user, groups, limits, oomScoreAdjust);
  }

  public ProcessSpec withGroups(List<String> groups) {
    return new ProcessSpec(arguments, environment, directory, user, groups, limits, oomScoreAdjust);
  }

  public ProcessSpec withDirectory(String directory) {
    return new ProcessSpec(arguments, environment, directory, user, groups, limits, oomScoreAdjust);
  }

  public ProcessSpec withEnvironment(List<String> environment) {
    return new ProcessSpec(arguments, environment, directory, user, groups, limits, oomScoreAdjust);
  }

  public ProcessSpec withLimits(List<Limit> limits) {
    return new ProcessSpec(arguments, environment, directory, user, groups, limits, oomScoreAdjust);
  }
}
