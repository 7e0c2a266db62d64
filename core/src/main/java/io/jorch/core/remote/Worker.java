package io.jorch.core.remote;

/// The thread that serves a call, interrupted by others only while it does.
final class Worker {
  private final Thread thread = Thread.currentThread();
  private boolean working = true;

  synchronized void interrupt() {
    if (working) thread.interrupt();
  }

  /// Called by the thread itself. An interrupt that was meant for the call ends here, as the call
  /// is over.
  synchronized void done() {
    working = false;
    Thread.interrupted();
  }
}
