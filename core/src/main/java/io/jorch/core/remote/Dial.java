package io.jorch.core.remote;

import java.io.IOException;

/// Opens a stream to the node, and service there, that calls are meant for.
@FunctionalInterface
public interface Dial {
  /// Gives a new stream; the caller closes it. The message of a failure says why in a few words.
  Channel open() throws IOException;
}
