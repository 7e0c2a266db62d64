package io.jorch.core.remote;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// One who asks and one who answers, with sockets between them.
abstract class TwoSides {
  final Remote remote = new Remote(List.of(Answers.REFUSED), Pulse.DEFAULT);
  final Answers answers = new Answers();
  Sockets sockets;
  Everything far;

  @BeforeEach
  void connect() throws IOException {
    sockets = new Sockets(channel -> remote.serve(Everything.class, answers, channel));
    far = remote.client(Everything.class, "worker-2", sockets::dial);
  }

  @AfterEach
  void disconnect() throws IOException {
    sockets.close();
  }
}
