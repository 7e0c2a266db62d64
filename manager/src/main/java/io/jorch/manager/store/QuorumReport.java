package io.jorch.manager.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says why a change could not be decided: who answers and who does not.
final class QuorumReport {
  private final Division division;
  private final Roll roll;

  QuorumReport(Division division, Roll roll) {
    this.division = division;
    this.roll = roll;
  }

  /// Asks the members first, which takes up to two seconds.
  ///
  /// @param sent whether some member may have written it down
  StoreException explain(boolean sent, @Nullable Throwable problem) {
    String why =
        division.transport().isEmpty()
            ? String.valueOf(problem)
            : sentence(roll.call(), division.seated());
    return sent
        ? StoreException.unknownOutcome(
            "whether the change was stored is unknown, read before trying again: " + why, problem)
        : new StoreException("the change was not stored: " + why, problem);
  }

  static String sentence(List<MemberHealth> members, boolean seated) {
    if (!seated) {
      return "this node is not a manager of the cluster (any more), and none of its managers"
          + " took the change; join it again";
    }
    List<MemberHealth> silent = members.stream().filter(each -> !each.reachable()).toList();
    int majority = members.size() / 2 + 1;
    if (members.size() - silent.size() >= majority) {
      return (members.size() - silent.size())
          + " of "
          + members.size()
          + " managers answer, but none of them led for long enough; try again";
    }
    return silent.size()
        + " of "
        + members.size()
        + (silent.size() == 1 ? " managers does not answer: " : " managers do not answer: ")
        + silent.stream().map(QuorumReport::named).collect(Collectors.joining(", "))
        + "; containers keep running; changes wait until a majority is back, or see"
        + " `jorch cluster recover`";
  }

  private static String named(MemberHealth silent) {
    Optional<String> trouble = silent.trouble();
    return silent.peer() + trouble.map(why -> " (" + why + ")").orElse("");
  }
}
