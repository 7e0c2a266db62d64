package io.jorch.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One stack of a daemon, by its file.
record TestStack(TestDaemon daemon, String name) {
  /// The image `box` holds Debian's static busybox with a link for each of its commands.
  private static final String DOCKERFILE =
      """
      FROM scratch
      COPY --from=tools busybox /bin/busybox
      RUN ["/bin/busybox", "--install", "-s", "/bin"]
      CMD ["sleep", "1000000"]
      """;

  /// For a service's lines: the image, built where it is missing, and a quick end.
  static final String BOX =
      "{image: box, stop_signal: SIGKILL, stop_grace_period: 1s,"
          + " build: {context: ., additional_contexts: {tools: /usr/bin}}}";

  Path directory() {
    return daemon.home.resolve("stacks").resolve(name);
  }

  /// Replaces the stack's file. `<<: *box` gives a service its image.
  TestStack file(String body) throws IOException {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve("Dockerfile"), DOCKERFILE);
    Files.writeString(path(), "name: " + name + "\nx-box: &box " + BOX + "\n" + body);
    return this;
  }

  Path path() {
    return directory().resolve("stack.yml");
  }

  Ran cli(String... words) {
    List<String> all = new ArrayList<>(List.of("-f", path().toString()));
    all.addAll(List.of(words));
    return daemon.cli(all.toArray(String[]::new));
  }

  Ran up() {
    return cli("up", "--timeout", "90");
  }

  /// Removes it, volumes too.
  Ran down() {
    return cli("down", "-v");
  }

  /// Tasks that should run.
  Rows ps() {
    return Rows.of(cli("ps", "--format", "json").succeeded());
  }

  /// Tasks that ended too.
  Rows all() {
    return Rows.of(cli("ps", "-a", "--format", "json").succeeded());
  }

  /// Pids of the main processes by task id.
  Map<String, Long> pids() {
    Map<String, Long> pids = new TreeMap<>();
    for (String id : ps().texts("id")) pids.put(id, pid(id));
    return pids;
  }

  long pid(String task) {
    return Rows.object(daemon.cli("inspect", task).succeeded()).path("pid").asLong();
  }
}
