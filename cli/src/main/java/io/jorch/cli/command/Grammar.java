package io.jorch.cli.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What may follow a command's name, said in the words of this project.
final class Grammar {
  private final CommandSpec spec;

  Grammar(String name, String summary) {
    spec = CommandSpec.create().name(name);
    spec.usageMessage().description(summary).abbreviateSynopsis(true).sortOptions(true);
  }

  Grammar flag(String description, String... names) {
    return add(OptionSpec.builder(names).arity("0").type(boolean.class).description(description));
  }

  Grammar value(String label, String description, String... names) {
    return add(
        OptionSpec.builder(names)
            .arity("1")
            .type(String.class)
            .paramLabel(label)
            .description(description));
  }

  /// An option that may be given again.
  Grammar values(String label, String description, String... names) {
    return add(
        OptionSpec.builder(names)
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description));
  }

  Grammar number(String label, String description, String... names) {
    return add(
        OptionSpec.builder(names)
            .arity("1")
            .type(Integer.class)
            .paramLabel(label)
            .description(description));
  }

  /// @param arity as picocli writes it: `0..*`, `1`, `1..*`
  Grammar arguments(String label, String description, String arity) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .arity(arity)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /// What follows the first argument belongs to the command to run, options too.
  Grammar stopAtFirstArgument() {
    spec.parser().stopAtPositional(true);
    return this;
  }

  CommandSpec spec() {
    return spec;
  }

  /// Adds an option under those of its names that are still free: `logs -f` follows, so that there
  /// a file is `--file` only.
  Grammar common(OptionSpec.Builder option) {
    String[] free =
        java.util.Arrays.stream(option.names())
            .filter(name -> !spec.optionsMap().containsKey(name))
            .toArray(String[]::new);
    if (free.length > 0) spec.addOption(option.names(free).build());
    return this;
  }

  private Grammar add(OptionSpec.Builder option) {
    spec.addOption(option.build());
    return this;
  }
}
