package io.jorch.agent.health;

/// What one probe answered.
///
/// @param exitCode of the command; -1 when it could not be run or took too long
/// @param output the end of what it printed, or why it could not be run
public record Answer(int exitCode, String output) {
  public boolean healthy() {
    return exitCode == 0;
  }
}
