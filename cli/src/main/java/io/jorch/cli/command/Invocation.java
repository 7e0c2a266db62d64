package io.jorch.cli.command;

import io.jorch.cli.client.Clusters;
import io.jorch.cli.client.Daemon;
import io.jorch.cli.client.Images;
import io.jorch.cli.client.Machine;
import io.jorch.cli.client.Nodes;
import io.jorch.cli.client.Stacks;
import io.jorch.cli.client.Tasks;
import io.jorch.cli.stack.StackChoice;
import io.jorch.cli.term.Console;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ParseResult;

/// One command as it was typed, with all that it may use.
record Invocation(
    ParseResult given,
    Globals globals,
    Console console,
    Map<String, String> environment,
    Path directory,
    InstantSource clock,
    Optional<DaemonRunner> daemonRunner) {

  boolean has(String option) {
    return given.hasMatchedOption(known(option));
  }

  Optional<String> text(String option) {
    return has(option) ? Optional.of(given.matchedOptionValue(option, "")) : Optional.empty();
  }

  List<String> texts(String option) {
    return List.copyOf(given.matchedOptionValue(known(option), List.<String>of()));
  }

  OptionalInt number(String option) {
    return has(option) ? OptionalInt.of(given.matchedOptionValue(option, 0)) : OptionalInt.empty();
  }

  List<String> arguments() {
    if (!given.hasMatchedPositional(0)) return List.of();
    return List.copyOf(given.matchedPositionalValue(0, List.<String>of()));
  }

  Instant now() {
    return clock.instant();
  }

  Daemon daemon() {
    return new Daemon(globals.socket());
  }

  Stacks stacks() {
    return new Stacks(daemon());
  }

  Tasks tasks() {
    return new Tasks(daemon());
  }

  Images images() {
    return new Images(daemon());
  }

  Clusters clusters() {
    return new Clusters(daemon());
  }

  Nodes nodes() {
    return new Nodes(daemon());
  }

  Machine machine() {
    return new Machine(daemon());
  }

  StackChoice choice() {
    return new StackChoice(
        globals.files(),
        globals.projectName(),
        globals.profiles(),
        globals.envFiles(),
        directory,
        environment);
  }

  void print(String line) {
    console.out().println(line);
  }

  /// For streams whose next line may be long in coming.
  void printNow(String line) {
    console.out().println(line);
    console.out().flush();
  }

  void print(List<String> lines) {
    lines.forEach(console.out()::println);
  }

  /// An option that was never described is a mistake of ours, not of the user.
  private String known(String option) {
    if (given.commandSpec().findOption(option) == null)
      throw new IllegalArgumentException(
          "'" + given.commandSpec().name() + "' describes no option " + option);
    return option;
  }
}
