package io.jorch.agent.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A parsed Dockerfile: the arguments before the first FROM, and the stages in order. `file` is how
/// problems name it.
record Dockerfile(String file, char escape, List<Instruction.Arg> globals, List<Stage> stages) {

  /// `index` counts from 0; `steps` do not include the FROM.
  record Stage(int index, Instruction.From from, List<Instruction> steps) {
    String displayName() {
      return from.name().orElse(Integer.toString(index));
    }
  }

  /// Reads the text; every problem in it comes in one [BuildException].
  static Dockerfile parse(String file, String text) throws BuildException {
    Problems problems = new Problems(file);
    LogicalLine.Lines lines = LogicalLine.read(text, problems);
    InstructionParser parser = new InstructionParser(new Words(lines.escape()));
    List<Instruction> all = new ArrayList<>();
    for (LogicalLine line : lines.lines()) {
      try {
        all.add(parser.parse(line));
      } catch (InstructionParser.Malformed e) {
        problems.add(line.number(), String.valueOf(e.getMessage()));
        if (InstructionParser.isFrom(line)) all.add(placeholder(line));
      }
    }
    Dockerfile dockerfile = arrange(file, lines.escape(), all, problems);
    problems.throwIfAny();
    return dockerfile;
  }

  private static Dockerfile arrange(
      String file, char escape, List<Instruction> all, Problems problems) {
    List<Instruction.Arg> globals = new ArrayList<>();
    List<Stage> stages = new ArrayList<>();
    Map<String, Integer> names = new HashMap<>();
    boolean told = false;
    for (Instruction instruction : all) {
      switch (instruction) {
        case Instruction.From from -> {
          from.name().ifPresent(n -> claim(n, from.at().line(), names, problems));
          stages.add(new Stage(stages.size(), from, new ArrayList<>()));
        }
        case Instruction.Arg arg when stages.isEmpty() -> globals.add(arg);
        case Instruction other when stages.isEmpty() -> {
          if (!told) problems.add(other.at().line(), "only ARG may come before the first FROM");
          told = true;
        }
        case Instruction step -> stages.getLast().steps().add(step);
      }
    }
    if (stages.isEmpty() && !told) problems.add(1, "no FROM: a Dockerfile starts from an image");
    return new Dockerfile(file, escape, List.copyOf(globals), List.copyOf(stages));
  }

  /// Stands for a FROM that was reported, so that what follows it is not reported too.
  private static Instruction placeholder(LogicalLine line) {
    Instruction.At at = new Instruction.At(line.number(), line.text());
    return new Instruction.From(at, "scratch", Optional.empty(), Optional.empty());
  }

  private static void claim(String name, int line, Map<String, Integer> names, Problems problems) {
    Integer first = names.putIfAbsent(name.toLowerCase(Locale.ROOT), line);
    if (first != null) {
      problems.add(line, "stage name '" + name + "' is taken by line " + first);
    }
  }

  /// A stage by its name (in any case) or number, among those before `before`.
  Optional<Stage> stage(String nameOrIndex, int before) {
    for (Stage stage : stages.subList(0, Math.min(before, stages.size()))) {
      boolean named = stage.from().name().filter(n -> n.equalsIgnoreCase(nameOrIndex)).isPresent();
      if (named || Integer.toString(stage.index()).equals(nameOrIndex)) return Optional.of(stage);
    }
    return Optional.empty();
  }
}
