package io.jorch.manager.control;

import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.manager.reconcile.Past;
import io.jorch.manager.store.DesiredState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of stacks beside their present revisions. Earlier revisions are read once for each
/// new one: what became of them does not change any more.
final class Pasts {
  private record Fallback(long of, Optional<StackRevision> revision) {}

  private final Map<StackName, Fallback> fallbacks = new HashMap<>();

  synchronized Map<StackName, Past> of(DesiredState state, List<StackRevision> present) {
    Map<StackName, Past> pasts = new HashMap<>();
    for (StackRevision revision : present) {
      pasts.put(revision.spec().name(), of(state, revision));
    }
    fallbacks.keySet().retainAll(pasts.keySet());
    return pasts;
  }

  private Past of(DesiredState state, StackRevision present) {
    StackName name = present.spec().name();
    Fallback known = fallbacks.get(name);
    if (known == null || known.of() != present.revision()) {
      List<StackRevision> history =
          state.history(name).stream()
              .filter(each -> each.revision() <= present.revision())
              .toList();
      Past past = Past.of(history, state.outcomes(name));
      fallbacks.put(name, new Fallback(present.revision(), past.fallback()));
      return past;
    }
    return new Past(state.outcome(name, present.revision()), known.revision());
  }
}
