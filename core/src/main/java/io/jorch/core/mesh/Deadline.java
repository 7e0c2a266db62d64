package io.jorch.core.mesh;

import java.net.Socket;
import java.time.Duration;

/// Closes a socket unless it is closed itself in time. A read timeout would not do: a peer that
/// sends a byte now and then would never meet it.
final class Deadline implements AutoCloseable {
  private final Thread timer;
  private volatile boolean passed;

  Deadline(Socket socket, Duration time) {
    timer =
        Thread.ofVirtual()
            .name("mesh-deadline")
            .start(
                () -> {
                  try {
                    Thread.sleep(time);
                    passed = true;
                    Sockets.close(socket);
                  } catch (InterruptedException e) {
                    // In time.
                  }
                });
  }

  boolean passed() {
    return passed;
  }

  @Override
  public void close() {
    timer.interrupt();
  }
}
