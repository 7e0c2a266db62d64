package io.jorch.agent.node;

import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.linux.SignalMasks;
import io.jorch.agent.linux.cgroup.Cgroup;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Whether a container that was asked to stop can know of it. The first process of a PID namespace
/// gets no signal that it has not asked for, so waiting for such a one is for nothing: it would be
/// killed anyway, only later.
enum Hearing {
  /// It will end, or has its reasons not to, and gets its whole grace period.
  HEARS,
  /// It cannot, but other processes in its container may be finishing something.
  DEAF_IN_COMPANY,
  /// It cannot, and nothing else runs in its container.
  DEAF;

  /// How long open connections of a deaf one get, and a program that has only just started gets to
  /// say which signals it wants.
  static final Duration MOMENT = Duration.ofMillis(200);

  /// How it is now; a program may still change it.
  ///
  /// @param group empty when nothing is known of other processes
  static Hearing of(RunningContainer container, int signal, Optional<Cgroup> group)
      throws IOException {
    int first = container.process().pid();
    boolean deaf = SignalMasks.of(first).map(masks -> masks.nobodyAskedFor(signal)).orElse(false);
    if (!deaf) return HEARS;
    return group.isPresent() && group.get().processes().size() <= 1 ? DEAF : DEAF_IN_COMPANY;
  }
}
