package io.jorch.agent.build;

import io.jorch.agent.build.BuildException.Problem;
import io.jorch.agent.build.Dockerfile.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which stages a build needs: the wanted one and, through FROM and `--from`, what it is made of.
final class Stages {
  private Stages() {}

  /// In the order of the file; the last is the wanted one. An additional context hides a stage of
  /// the same name.
  static List<Stage> needed(Dockerfile file, Optional<String> target, Map<String, ?> contexts)
      throws BuildException {
    Stage wanted = wanted(file, target);
    TreeSet<Integer> needed = new TreeSet<>();
    collect(file, wanted, contexts, needed);
    List<Stage> found = new ArrayList<>();
    for (int index : needed) found.add(file.stages().get(index));
    return found;
  }

  private static void collect(
      Dockerfile file, Stage stage, Map<String, ?> contexts, Set<Integer> needed) {
    if (!needed.add(stage.index())) return;
    List<String> names = new ArrayList<>(List.of(stage.from().image()));
    for (Instruction step : stage.steps()) {
      if (step instanceof Instruction.Copy copy) copy.from().ifPresent(names::add);
    }
    for (String name : names) {
      if (contexts.containsKey(name)) continue;
      file.stage(name, stage.index()).ifPresent(s -> collect(file, s, contexts, needed));
    }
  }

  private static Stage wanted(Dockerfile file, Optional<String> target) throws BuildException {
    if (target.isEmpty()) return file.stages().getLast();
    Optional<Stage> found = file.stage(target.get(), file.stages().size());
    if (found.isPresent()) return found.get();
    String names = file.stages().stream().map(Stage::displayName).collect(Collectors.joining(", "));
    String message = "no stage '" + target.get() + "' to build; the stages are " + names;
    throw new BuildException(List.of(new Problem(file.file(), 0, message)));
  }
}
