package io.jorch.cli.term;

/// Ends a command with an exit code and one sentence on stderr: what was tried, on what, why it
/// failed, what to do next.
public class Failed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  public Failed(String sentence) {
    this(1, sentence);
  }

  public Failed(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  public Failed(String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = 1;
  }

  /// For wrong usage of a command.
  public static Failed usage(String sentence) {
    return new Failed(2, sentence);
  }

  public int exitCode() {
    return exitCode;
  }

  public String sentence() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
