package io.jorch.cli.scale;

import java.util.Locale;

/// What one trial showed.
///
/// @param placing seconds until the last task had reached its node
/// @param running seconds until the manager saw all of them run
/// @param loop processor seconds of the manager's loop until then
/// @param heap bytes that manager, store and maps keep
/// @param idle milliseconds of processor time of a look at which nothing had changed
/// @param moved tasks of the node that was lost
/// @param reaction seconds from its loss until as many ran elsewhere
record Finding(
    int nodes,
    int tasks,
    double placing,
    double running,
    double loop,
    long heap,
    double idle,
    int moved,
    double reaction) {
  static final String HEAD =
      """
      | nodes | tasks | placements/s | all running after | processor time of the loop | heap | a task | idle look | one node lost: tasks | run elsewhere after |
      |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
      """;

  String row() {
    return String.format(
        Locale.ROOT,
        "| %,d | %,d | %,.0f | %.1f s | %.1f s | %,d MiB | %,d B | %.1f ms | %,d | %.2f s |",
        nodes,
        tasks,
        tasks / placing,
        running,
        loop,
        heap >> 20,
        heap / tasks,
        idle,
        moved,
        reaction);
  }
}
