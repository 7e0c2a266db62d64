package io.jorch.cli.stack;

import io.jorch.cli.client.Stacks;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.StackView;
import java.util.List;
import java.util.Optional;

/// Which stack a command is about: the one named, or the one of the file in sight, or the only one.
public final class StackFinder {
  private StackFinder() {}

  public static String find(StackChoice choice, Stacks stacks) {
    Optional<String> name = StackNames.of(choice);
    if (name.isPresent()) return name.get();
    List<String> all = stacks.all().stream().map(StackView::name).toList();
    if (all.size() == 1) return all.getFirst();
    throw new Failed(
        all.isEmpty()
            ? "no stack is meant: there is no stack file here and no stack is known; start one with"
                + " `jorch up -f FILE`"
            : "cannot tell which stack is meant: there is no stack file here; choose one of "
                + String.join(", ", all)
                + " with -p");
  }
}
