package io.jorch.manager.store;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// Ratis tells each step of its life at info level. Warnings and worse remain, unless whoever
/// configured logging asked for more; of members that come and go, which Ratis warns of at each
/// attempt to reach them, only what is worse.
final class QuietLogs {
  private static final String RATIS = "org.apache.ratis";

  /// Held here because the log registry itself forgets unused loggers.
  private static final Map<Logger, Level> LOGGERS =
      Map.of(
              "", Level.WARNING,
              ".grpc", Level.SEVERE,
              ".server.impl.FollowerState", Level.SEVERE,
              ".server.impl.LeaderElection", Level.SEVERE,
              ".server.impl.LeaderStateImpl", Level.SEVERE,
              ".server.leader", Level.SEVERE,
              ".util.JvmPauseMonitor", Level.SEVERE)
          .entrySet()
          .stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  each -> Logger.getLogger(RATIS + each.getKey()), Map.Entry::getValue));

  private QuietLogs() {}

  static void apply() {
    LOGGERS.forEach(
        (logger, level) -> {
          if (logger.getLevel() == null) {
            logger.setLevel(level);
          }
        });
  }
}
