package io.jorch.cli.http;

import java.io.InputStream;

/// What came of a request.
public sealed interface Response {
  /// An ordinary answer of any status.
  record Answer(int status, String contentType, InputStream body) implements Response {
    public boolean ok() {
      return status / 100 == 2;
    }
  }

  /// The server switched protocols; frames go both ways.
  record Upgraded(Frames frames) implements Response {}
}
