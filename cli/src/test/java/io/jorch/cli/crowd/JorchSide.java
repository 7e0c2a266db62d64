package io.jorch.cli.crowd;

import io.jorch.cli.faults.TestCluster;
import io.jorch.cli.system.Ran;
import io.jorch.cli.system.Rows;
import io.jorch.cli.testbed.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// jorch, with a network of its own for the stack, which spans the hosts. The service is spread by
/// host name, as it always is in swarm mode: all hosts have the same processors here, and one that
/// seems to be busy to the brim would be left out.
final class JorchSide implements Side {
  private static final String STACK = "crowd";
  private final int hosts;
  private final TestCluster cluster;

  JorchSide(int hosts, int managers) throws IOException {
    this.hosts = hosts;
    this.cluster = TestCluster.form(managers, hosts - managers);
  }

  @Override
  public String name() {
    return "jorch";
  }

  private Host first() {
    return cluster.lab().host(1);
  }

  private Ran ask(String... words) {
    return first().cli(words).succeeded();
  }

  @Override
  public void form() throws IOException {
    Path directory = Files.createDirectories(cluster.lab().directory().resolve(STACK));
    Files.writeString(
        directory.resolve("Dockerfile"),
        """
        FROM scratch
        COPY --from=tools busybox /bin/sleep
        CMD ["/bin/sleep", "1000000"]
        """);
    Path file = directory.resolve("stack.yml");
    Files.writeString(
        file,
        """
        name: %s
        services:
          web:
            image: crowd
            build: {context: ., additional_contexts: {tools: /usr/bin}}
            stop_signal: SIGKILL
            deploy: {replicas: %d, placement: {preferences: [{spread: node.hostname}]}}
        """
            .formatted(STACK, hosts));
    ask("-f", file.toString(), "up", "--timeout", "120");
  }

  @Override
  public void scale(int replicas) {
    ask("scale", "-p", STACK, "--timeout", "600", "web=" + replicas);
  }

  @Override
  public void drain(int host) {
    ask("node", "drain", "host-" + host);
  }

  @Override
  public void kill(int host) throws IOException {
    cluster.lab().host(host).daemon().kill();
  }

  @Override
  public List<String> running() {
    Rows tasks = Rows.of(ask("ps", "-p", STACK, "--format", "json"));
    return tasks.where("state", "running").texts("node");
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
