package io.jorch.manager.store;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Ratis tells each step of its life at info level. Warnings and worse remain, unless whoever
/// configured logging asked for more.
final class QuietLogs {
  /// Held here because the log registry itself forgets unused loggers.
  private static final List<Logger> LOGGERS = List.of(Logger.getLogger("org.apache.ratis"));

  private QuietLogs() {}

  static void apply() {
    for (Logger logger : LOGGERS) {
      if (logger.getLevel() == null) {
        logger.setLevel(Level.WARNING);
      }
    }
  }
}
