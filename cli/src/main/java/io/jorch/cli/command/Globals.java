package io.jorch.cli.command;

import io.jorch.cli.term.Failed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Options that mean the same for every command, before its name or after it.
///
/// @param format `table`, `json` or, for `config`, `yaml`; empty when not given
record Globals(
    List<String> files,
    Optional<String> projectName,
    List<String> profiles,
    List<String> envFiles,
    Optional<String> host,
    Optional<String> format,
    Path stateDir,
    Path runDir,
    boolean debug) {

  static void describe(Grammar grammar) {
    grammar.common(
        many("FILE", "stack file; may be repeated, later ones override", "-f", "--file"));
    grammar.common(one("NAME", "name of the stack", "-p", "--project-name"));
    grammar.common(many("NAME", "profile to enable; may be repeated", "--profile"));
    grammar.common(many("FILE", "file with variables for the stack file", "--env-file"));
    grammar.common(one("URL", "daemon to talk to: unix://PATH (env JORCH_HOST)", "-H", "--host"));
    grammar.common(one("FORMAT", "table or json", "--format"));
    grammar.common(one("DIR", "where state lives (env JORCH_STATE_DIR)", "--state-dir"));
    grammar.common(one("DIR", "where sockets and pids live (env JORCH_RUN_DIR)", "--run-dir"));
    grammar.common(flag("show stack traces of errors", "--debug"));
    grammar.common(flag("show this help", "-h", "--help").usageHelp(true));
  }

  private static OptionSpec.Builder one(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .type(String.class)
        .paramLabel(label)
        .description(description);
  }

  private static OptionSpec.Builder many(String label, String description, String... names) {
    return one(label, description, names).type(List.class).auxiliaryTypes(String.class);
  }

  private static OptionSpec.Builder flag(String description, String... names) {
    return OptionSpec.builder(names).arity("0").type(boolean.class).description(description);
  }

  static Globals of(ParseResult root, Map<String, String> environment) {
    return new Globals(
        all(root, "--file"),
        last(root, "--project-name").or(() -> set(environment, "COMPOSE_PROJECT_NAME")),
        all(root, "--profile"),
        all(root, "--env-file"),
        last(root, "--host").or(() -> set(environment, "JORCH_HOST")),
        last(root, "--format"),
        directory(root, environment, "--state-dir", "JORCH_STATE_DIR", "/var/lib/jorch"),
        directory(root, environment, "--run-dir", "JORCH_RUN_DIR", "/run/jorch"),
        !chainWith(root, "--debug").isEmpty());
  }

  /// The daemon's socket.
  Path socket() {
    if (host.isEmpty()) return runDir.resolve("jorch.sock");
    String url = host.get();
    if (url.startsWith("unix:///")) return Path.of(url.substring("unix://".length()));
    throw Failed.usage(
        "cannot use the daemon at '"
            + url
            + "': this version talks over Unix sockets only; write unix:///path/to/jorch.sock");
  }

  boolean json() {
    String word = format.orElse("table");
    if (word.equals("json")) return true;
    if (word.equals("table")) return false;
    throw Failed.usage("cannot print as '" + word + "': --format is table or json");
  }

  private static Path directory(
      ParseResult root,
      Map<String, String> environment,
      String option,
      String variable,
      String usual) {
    String text = last(root, option).or(() -> set(environment, variable)).orElse(usual);
    return Path.of(text).toAbsolutePath().normalize();
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// The innermost command that was given the option wins.
  private static Optional<String> last(ParseResult root, String option) {
    List<ParseResult> chain = chainWith(root, option);
    if (chain.isEmpty()) return Optional.empty();
    String value = chain.getLast().matchedOptionValue(option, "");
    return Optional.of(value);
  }

  private static List<String> all(ParseResult root, String option) {
    List<String> values = new ArrayList<>();
    for (ParseResult level : chainWith(root, option))
      values.addAll(level.matchedOptionValue(option, List.<String>of()));
    return List.copyOf(values);
  }

  private static List<ParseResult> chainWith(ParseResult root, String option) {
    List<ParseResult> chain = new ArrayList<>();
    ParseResult level = root;
    while (true) {
      if (level.hasMatchedOption(option)) chain.add(level);
      if (!level.hasSubcommand()) return chain;
      level = level.subcommand();
    }
  }
}
