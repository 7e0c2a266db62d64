package io.jorch.core.mesh;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Why a stream failed. Each thread that meets it throws an exception of its own.
record Failure(String message, @Nullable Exception cause) {
  IOException exception() {
    return new IOException(message, cause);
  }
}
