package io.jorch.manager.plan;

import io.jorch.core.model.StackName;
import java.util.Collection;
import java.util.Optional;

/// Says what is wrong with a name that nothing has, and what may have been meant.
public final class Spelling {
  /// Words such as `; did you mean 'web'?`, or none.
  public interface Hint {
    String of(String word, Collection<String> candidates);
  }

  private final Hint hint;

  public Spelling(Hint hint) {
    this.hint = hint;
  }

  /// A sentence on the first of `asked` that is not among `known`; empty when all are.
  public Optional<String> services(
      StackName stack, Collection<String> asked, Collection<String> known) {
    return asked.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .map(name -> "stack " + stack + " has no service '" + name + "'" + meant(name, known));
  }

  /// What may have been meant, else what there is.
  private String meant(String name, Collection<String> known) {
    String list = known.isEmpty() ? "" : "; it has " + String.join(", ", known);
    return near(name, known, list);
  }

  /// The near miss, or `otherwise` when nothing is near.
  public String near(String name, Collection<String> known, String otherwise) {
    String near = hint.of(name, known);
    return near.isEmpty() ? otherwise : near;
  }
}
