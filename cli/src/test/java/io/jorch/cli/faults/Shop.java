package io.jorch.cli.faults;

import io.jorch.cli.system.Rows;
import io.jorch.cli.testbed.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A stack with one web service behind a published port.
///
/// @param directory of its files, seen by all hosts
record Shop(TestCluster cluster, Path directory) {
  static final int PORT = 18_080;

  /// @param deploy how it is, in the syntax of a compose file
  static Shop in(TestCluster cluster, String deploy) throws IOException {
    Shop shop =
        new Shop(cluster, Files.createDirectories(cluster.lab().directory().resolve("shop")));
    Files.writeString(shop.directory.resolve("Dockerfile"), TestCluster.DOCKERFILE);
    Files.writeString(
        shop.directory.resolve("stack.yml"),
        """
        name: shop
        services:
          web:
            image: box
            build: {context: ., additional_contexts: {tools: /usr/bin}}
            command: ["httpd", "-f", "-p", "80", "-h", "/etc"]
            ports: ["%d:80"]
            stop_signal: SIGKILL
            deploy: %s
            healthcheck:
              test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/hostname"]
              interval: 500ms
        """
            .formatted(PORT, deploy));
    return shop;
  }

  String file() {
    return directory.resolve("stack.yml").toString();
  }

  void up(Host user) {
    user.cli("-f", file(), "up", "--timeout", "120").succeeded();
  }

  /// That should run.
  Rows tasks() throws IOException {
    return Rows.of(cluster.ask("ps", "-p", "shop", "--format", "json"));
  }

  boolean runs(int count) throws IOException {
    return tasks().where("state", "running").where("health", "healthy").count() == count;
  }

  /// Of all its tasks, by their ids.
  Map<String, Long> pids() throws IOException {
    Map<String, Long> pids = new TreeMap<>();
    for (JsonNode task : tasks().all()) pids.put(task.path("id").asString(), cluster.pid(task));
    return pids;
  }

  /// Which replica answers at that host's port.
  static String get(Host from, Host at) throws IOException {
    String place = "http://" + at.address() + ":" + PORT + "/hostname";
    return from.output("curl", "-s", "-m", "5", place).strip();
  }
}
