package io.jorch.agent.container.logs;

/// Wakes one reader; rings while nobody listens are remembered as one.
final class Bell {
  private boolean rung;

  synchronized void ring() {
    if (rung) return;
    rung = true;
    notifyAll();
  }

  synchronized void await() throws InterruptedException {
    while (!rung) wait();
    rung = false;
  }
}
