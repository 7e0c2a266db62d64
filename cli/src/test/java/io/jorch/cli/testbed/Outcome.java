package io.jorch.cli.testbed;

/// What became of a stranger's attempt at a port.
///
/// @param detail alert, exception, or the beginning of the answer
public record Outcome(Kind kind, String detail) {
  public enum Kind {
    /// No connection.
    UNREACHABLE,
    /// Spoken to, and turned away.
    REFUSED,
    /// Neither answered nor turned away while the stranger waited.
    SILENT,
    /// Let in: it was told something.
    ANSWERED
  }

  @Override
  public String toString() {
    return kind + (detail.isEmpty() ? "" : " (" + detail + ")");
  }
}
