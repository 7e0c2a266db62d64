package io.jorch.agent.node;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Several things that must all be tried, the first failure told in the end.
final class Attempts {
  private @Nullable Exception first;

  /// Work that may fail.
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  void make(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      if (first == null) first = e;
      else first.addSuppressed(e);
    }
  }

  void finish(String what) throws IOException {
    if (first != null) throw new IOException(what + ": " + first.getMessage(), first);
  }
}
