package io.jorch.cli.render;

import io.jorch.cli.term.Palette;
import io.jorch.core.api.Progress;
import io.jorch.core.api.Progress.Replica;
import io.jorch.core.api.Progress.ServiceProgress;
import java.util.ArrayList;
import java.util.List;

/// How far a stack is, as the lines of a live region: one a service, and one a replica as long as
/// it is not there yet.
public final class ProgressBoard {
  private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final int MOST_REPLICAS = 12;

  private final Palette palette;

  public ProgressBoard(Palette palette) {
    this.palette = palette;
  }

  /// The lines as of now.
  ///
  /// @param tick counts up, for the spinner
  public List<String> lines(Progress progress, int tick) {
    List<String> lines = new ArrayList<>();
    if (!goingBack(progress).isEmpty()) lines.add(" " + palette.bad(goingBack(progress)));
    int width = progress.services().stream().mapToInt(s -> s.service().length()).max().orElse(0);
    for (ServiceProgress service : progress.services()) {
      lines.add(service(service, width, tick));
      if (!reached(service) && service.replicas().size() <= MOST_REPLICAS)
        for (Replica replica : service.replicas())
          if (!onlyWaits(replica)) lines.add(replica(service, replica));
    }
    return lines;
  }

  private String service(ServiceProgress service, int width, int tick) {
    String name = service.service() + " ".repeat(width - service.service().length());
    String count = count(service);
    if (reached(service)) return " " + palette.good("✔") + " " + name + "  " + count;
    boolean silent = service.waiting().isEmpty() || toldByReplica(service);
    String waiting = silent ? "" : "  " + palette.faint(service.waiting());
    return " " + palette.notable(spinner(tick)) + " " + name + "  " + count + waiting;
  }

  private String replica(ServiceProgress service, Replica replica) {
    String detail = replica.detail().isEmpty() ? "" : "  " + palette.faint(replica.detail());
    return "     " + label(service, replica) + "  " + painted(replica.state()) + detail;
  }

  private String painted(String state) {
    return switch (state) {
      case "healthy", "complete", "running" -> palette.good(state);
      case "failed", "rejected", "lost", "unhealthy" -> palette.bad(state);
      default -> palette.notable(state);
    };
  }

  /// How many are there, or as long as others have to be replaced how many that has happened to.
  static String count(ServiceProgress service) {
    return service.outdated() > 0
        ? Math.max(0, service.desired() - service.outdated())
            + "/"
            + service.desired()
            + " replaced"
        : (service.ready() + service.done()) + "/" + service.desired();
  }

  /// Empty unless an earlier revision takes over.
  static String goingBack(Progress progress) {
    return progress.rolledBackTo().isPresent() && progress.verdict() == Progress.Verdict.CONVERGING
        ? "going back to revision "
            + progress.rolledBackTo().getAsLong()
            + ": "
            + progress.problem()
        : "";
  }

  static String label(ServiceProgress service, Replica replica) {
    return replica.slot() == 0 ? service.service() : service.service() + "-" + replica.slot();
  }

  /// A slot without a task: its service says what it waits for.
  static boolean onlyWaits(Replica replica) {
    return replica.state().equals("waiting");
  }

  /// What keeps the service is said in the line of a replica, which it is about.
  static boolean toldByReplica(ServiceProgress service) {
    return service.replicas().size() <= MOST_REPLICAS
        && service.replicas().stream()
            .anyMatch(r -> !onlyWaits(r) && r.detail().equals(service.waiting()));
  }

  static String spinner(int tick) {
    return SPINNER[Math.floorMod(tick, SPINNER.length)];
  }

  static boolean reached(ServiceProgress service) {
    return service.ready() + service.done() >= service.desired();
  }
}
