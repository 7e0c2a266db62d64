package io.jorch.agent.container;

import java.time.Instant;

/// How a program ended. Whether it was for want of memory only the control group knows.
///
/// @param code the exit code, or 128 + signal as shells have it
/// @param signal that killed it, 0 for none
public record ExitStatus(int code, int signal, Instant finishedAt) {

  /// From the status of wait(2).
  static ExitStatus ofWait(int status, Instant finishedAt) {
    int signal = status & 0x7f;
    int code = signal == 0 ? status >> 8 & 0xff : 128 + signal;
    return new ExitStatus(code, signal, finishedAt);
  }
}
