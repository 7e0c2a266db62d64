package io.jorch.cli.command;

import io.jorch.cli.command.Commands.Entry;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Failed;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// From arguments to an exit code. Only commands that the arguments name are built at all.
public final class Cli {
  private final Console console;
  private final Map<String, String> environment;
  private final Path directory;
  private final InstantSource clock;
  private final Optional<DaemonRunner> daemonRunner;
  private final IdentityHashMap<CommandSpec, Command> commands = new IdentityHashMap<>();

  /// @param daemonRunner what `daemon` does; empty in the process that is the command line only
  public Cli(
      Console console,
      Map<String, String> environment,
      Path directory,
      InstantSource clock,
      Optional<DaemonRunner> daemonRunner) {
    this.console = console;
    this.environment = environment;
    this.directory = directory;
    this.clock = clock;
    this.daemonRunner = daemonRunner;
  }

  /// Runs what the arguments say. Never throws for what a user or a daemon can cause.
  public int run(String... arguments) {
    try {
      return parsed(arguments);
    } catch (Failed failed) {
      return failed(failed, failed.exitCode(), failed.sentence(), arguments);
    } catch (RuntimeException bug) {
      return failed(
          bug,
          1,
          "jorch failed in a way it should not: " + bug + "; --debug shows where",
          arguments);
    } finally {
      console.flush();
    }
  }

  private int parsed(String... arguments) {
    CommandLine line = build(Set.of(arguments.clone()));
    ParseResult root;
    try {
      root = line.parseArgs(arguments);
    } catch (ParameterException e) {
      if (helpWanted(arguments)) return help(e.getCommandLine());
      throw new Failed(2, Usage.sentence(e));
    }
    ParseResult leaf = root;
    while (leaf.hasSubcommand()) leaf = leaf.subcommand();
    CommandLine chosen = leaf.commandSpec().commandLine();
    Command command = commands.get(leaf.commandSpec());
    if (leaf.isUsageHelpRequested() || command == null) return help(chosen);
    Globals globals = Globals.of(root, environment);
    if (command instanceof HelpCommand)
      return help(chosen.getParent() == null ? chosen : helpTarget(chosen));
    return command.run(
        new Invocation(leaf, globals, console, environment, directory, clock, daemonRunner));
  }

  private static CommandLine helpTarget(CommandLine chosen) {
    return chosen.getCommandName().equals("help") ? chosen.getParent() : chosen;
  }

  private static boolean helpWanted(String... arguments) {
    List<String> given = List.of(arguments);
    return given.contains("-h") || given.contains("--help");
  }

  private int help(CommandLine line) {
    PrintWriter out = new PrintWriter(console.out(), false, StandardCharsets.UTF_8);
    CommandLine.Help.Ansi ansi =
        console.palette().on() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
    complete(line);
    line.usage(out, ansi);
    out.flush();
    return 0;
  }

  /// Help lists all commands below, not only those that were named.
  private void complete(CommandLine line) {
    if (line.getParent() != null) return;
    for (Entry entry : Commands.all())
      if (!line.getSubcommands().containsKey(entry.name())) attach(line, entry, Set.of());
  }

  /// The parser with the commands that `words` name; with all of them when none is named.
  private CommandLine build(Set<String> words) {
    Grammar grammar = new Grammar("jorch", "Runs compose files on this machine.");
    Globals.describe(grammar);
    CommandLine line = new CommandLine(grammar.spec());
    List<Entry> all = Commands.all();
    boolean some = all.stream().anyMatch(entry -> words.contains(entry.name()));
    for (Entry entry : all) if (!some || words.contains(entry.name())) attach(line, entry, words);
    return line;
  }

  private void attach(CommandLine parent, Entry entry, Set<String> words) {
    Grammar grammar = new Grammar(entry.name(), entry.summary());
    Command command = entry.command().get();
    command.describe(grammar);
    Globals.describe(grammar);
    commands.put(grammar.spec(), command);
    CommandLine line = new CommandLine(grammar.spec());
    for (Entry below : entry.below()) attach(line, below, words);
    parent.addSubcommand(entry.name(), line);
  }

  /// All commands, for the completion script.
  static CommandLine everything() {
    Console nowhere = Console.ofProcess(Map.of());
    return new Cli(nowhere, Map.of(), Path.of(""), InstantSource.system(), Optional.empty())
        .build(Set.of());
  }

  private int failed(RuntimeException e, int exitCode, String sentence, String... arguments) {
    console.out().flush();
    if (!sentence.isEmpty()) console.err().println(sentence);
    if (List.of(arguments).contains("--debug")) e.printStackTrace(console.err());
    return exitCode;
  }
}
