package io.jorch.manager.cluster;

import io.jorch.core.api.ClusterView.ManagerLine;
import java.util.ArrayList;
import java.util.List;

/// What to do about managers that do not answer.
final class Advice {
  private Advice() {}

  /// @param members how many managers count
  static List<String> of(List<ManagerLine> managers, int members) {
    List<String> advice = new ArrayList<>();
    long silent = managers.stream().filter(each -> each.state().equals("unreachable")).count();
    long answer = members - silent;
    if (answer < members / 2 + 1) {
      advice.add(
          "only "
              + answer
              + " of "
              + members
              + " managers answer: containers keep running and are restarted where they are, but"
              + " nothing can be changed. Bring managers back; if they are gone for good, run"
              + " `jorch cluster recover` on the one that is to go on");
    } else if (silent > 0) {
      advice.add(
          silent
              + " of "
              + members
              + " managers do not answer: bring them back, or replace them with `jorch node rm` and"
              + " `jorch node promote`");
    }
    if (members == 2) {
      advice.add("two managers are no safer than one: make it 3 with `jorch node promote`");
    }
    return advice;
  }
}
