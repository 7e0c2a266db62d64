package io.jorch.agent.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What the launcher will do, whole, as a value: compared in tests, shown to people, encoded for
/// the launcher by [PlanEncoder].
///
/// @param before runs in the launcher itself; its last step clones
/// @param child runs in the new process and ends in `execve`
/// @param after runs in the launcher after the clone, beside the child: the keeper's life
public record LaunchPlan(List<Step> before, List<Step> child, List<Step> after) {
  public LaunchPlan {
    before = List.copyOf(before);
    child = List.copyOf(child);
    after = List.copyOf(after);
    if (before.isEmpty() || before.getLast().call() != Syscall.CLONE3)
      throw new IllegalArgumentException("the first part of a launch plan must end in clone3");
    if (child.isEmpty() || child.getLast().call() != Syscall.EXECVE)
      throw new IllegalArgumentException("the child's part of a launch plan must end in execve");
  }

  /// The same with one more step for the launcher to do in the end.
  public LaunchPlan endingWith(Step last) {
    List<Step> more = new ArrayList<>(after);
    more.add(last);
    return new LaunchPlan(before, child, more);
  }

  /// All steps in the order in which the launcher numbers them.
  public List<Step> steps() {
    List<Step> all = new ArrayList<>(before);
    all.addAll(child);
    all.addAll(after);
    return all;
  }

  /// One line for each step, under a heading for each part.
  public String describe() {
    return "keeper:\n" + lines(before) + "container:\n" + lines(child) + "keeper:\n" + lines(after);
  }

  private static String lines(List<Step> steps) {
    return steps.stream().map(step -> "  " + step + "\n").collect(Collectors.joining());
  }
}
