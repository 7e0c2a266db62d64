package io.jorch.agent.image;

import java.io.IOException;

/// Keeps the sweep away while something fetches or builds: what is being made is not yet reachable
/// from any image. A sweep wanted meanwhile runs when the last lease ends.
final class Leases {
  private final Sweep sweep;
  private int held;
  private boolean wanted;

  @FunctionalInterface
  interface Sweep {
    void run() throws IOException;
  }

  Leases(Sweep sweep) {
    this.sweep = sweep;
  }

  synchronized Lease take() {
    held++;
    return this::release;
  }

  synchronized void sweep() throws IOException {
    wanted = true;
    sweepIfIdle();
  }

  private synchronized void release() throws IOException {
    held--;
    sweepIfIdle();
  }

  private void sweepIfIdle() throws IOException {
    if (held > 0 || !wanted) return;
    wanted = false;
    sweep.run();
  }

  /// To be closed when what was made is named by an image, or given up.
  @FunctionalInterface
  public interface Lease extends AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
