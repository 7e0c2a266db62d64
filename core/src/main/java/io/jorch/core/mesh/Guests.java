package io.jorch.core.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;

/// The one service that is open to those without a certificate.
interface Guests {
  String SERVICE = "join";

  /// How long a guest may stay, all in all; while it does, it takes one of the strangers' places.
  Duration STAY = Duration.ofSeconds(30);

  void handle(InputStream in, OutputStream out, InetAddress from) throws IOException;
}
