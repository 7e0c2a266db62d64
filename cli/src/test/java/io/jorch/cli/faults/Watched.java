package io.jorch.cli.faults;

import io.jorch.cli.testbed.Claims;
import io.jorch.cli.testbed.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// The stack that is watched during faults: a web service in replicas behind a published port, each
/// of which answers with its name, and a stateful service that notes when it runs.
///
/// @param directory of its files, seen by all hosts
record Watched(TestCluster cluster, Path directory) {
  static final String NAME = "watched";
  static final String WEB = "web";
  static final int REPLICAS = 3;
  static final int TASKS = REPLICAS + 1;
  static final int PORT = 8080;

  static Watched in(TestCluster cluster) throws IOException {
    Watched watched = new Watched(cluster, cluster.lab().directory().resolve("watched"));
    Files.createDirectories(watched.claims());
    Files.writeString(watched.directory.resolve("Dockerfile"), TestCluster.DOCKERFILE);
    Files.writeString(watched.directory.resolve("stack.yml"), watched.text());
    return watched;
  }

  private String text() {
    boolean several = cluster.lab().hosts().size() > 1;
    String where = several ? ", placement: {constraints: [node.role == worker]}" : "";
    return """
        name: %s
        x-box: &box
          image: box
          build: {context: ., additional_contexts: {tools: /usr/bin}}
          stop_signal: SIGKILL
          stop_grace_period: 1s
        services:
          web:
            <<: *box
            command: ["httpd", "-f", "-p", "80", "-h", "/etc"]
            ports: ["%d:80"]
            deploy: {replicas: %d%s}
            healthcheck:
              test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/hostname"]
              interval: 500ms
          ledger:
            <<: *box
            command: %s
            volumes: ["data:/data", "%s:/claims"]
            deploy: {replicas: 1%s}
        volumes: {data: {}}
        """
        .formatted(NAME, PORT, REPLICAS, where, Claims.COMMAND, claims(), where);
  }

  Path claims() {
    return directory.resolve("claims");
  }

  /// Builds the image where users write, and starts the stack.
  void up() {
    String file = directory.resolve("stack.yml").toString();
    for (Host host : cluster.managers()) host.cli("-f", file, "build").succeeded();
    cluster.managers().getFirst().cli("-f", file, "up", "--timeout", "120").succeeded();
  }

  /// A write: a stack of that name with a service that has no replicas. Gives whether it was
  /// acknowledged.
  boolean write(Host user, String name) throws IOException {
    Path file = directory.resolve(name + ".yml");
    Files.writeString(
        file,
        "name: "
            + name
            + "\nservices: {none: {image: box, pull_policy: never, deploy: {replicas: 0}}}\n");
    boolean acknowledged = user.cli("-f", file.toString(), "up", "--detach").code() == 0;
    Files.delete(file);
    return acknowledged;
  }

  /// What of all writes is there.
  Set<String> written() throws IOException {
    var rows = io.jorch.cli.system.Rows.of(cluster.ask("ls", "--format", "json"));
    return new TreeSet<>(rows.texts("name"));
  }

  void forget(String name) throws IOException {
    cluster.ask("-p", name, "down");
  }
}
