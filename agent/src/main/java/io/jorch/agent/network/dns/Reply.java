package io.jorch.agent.network.dns;

import java.nio.ByteBuffer;

/// The way back to whoever asked.
interface Reply {
  void send(ByteBuffer answer);

  /// The question came by TCP: it goes on by TCP, and the answer may be long.
  boolean byTcp();
}
