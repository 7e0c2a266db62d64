package io.jorch.cli.doctor;

/// One line of `jorch doctor`.
///
/// @param subject what was looked at, a word or two
/// @param detail what was found
/// @param mend what to do, empty when all is well
public record Finding(Level level, String subject, String detail, String mend) {
  /// How bad it is.
  public enum Level {
    OK,
    /// It works, but not all, or not everywhere.
    WARN,
    /// Stacks cannot run.
    FAIL
  }

  static Finding ok(String subject, String detail) {
    return new Finding(Level.OK, subject, detail, "");
  }

  static Finding warn(String subject, String detail, String mend) {
    return new Finding(Level.WARN, subject, detail, mend);
  }

  static Finding fail(String subject, String detail, String mend) {
    return new Finding(Level.FAIL, subject, detail, mend);
  }
}
