package io.jorch.agent.node;

import io.jorch.agent.network.Endpoint;
import io.jorch.core.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A container's interfaces, kept beside its task for the daemon that adopts it.
final class EndpointFile {
  private static final String NAME = "endpoints.json";

  private EndpointFile() {}

  static void write(TaskFiles files, List<Endpoint> endpoints) throws IOException {
    Files.write(files.file(NAME), Wire.listBytes(Endpoint.class, endpoints));
  }

  static List<Endpoint> read(TaskFiles files) throws IOException {
    Path file = files.file(NAME);
    return Files.exists(file) ? Wire.readList(Endpoint.class, Files.readAllBytes(file)) : List.of();
  }
}
