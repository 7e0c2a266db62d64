package io.jorch.cli.names;

import io.jorch.cli.faults.TestCluster;
import io.jorch.cli.system.Rows;
import io.jorch.cli.system.Wait;
import io.jorch.cli.testbed.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The command `.ci/names`: kills replicas of a service, one at a time, and tells how long its
/// name still gives the dead one's address, on each host, and how far apart the hosts learn of the
/// one that follows it.
public final class Names {
  private static final int HOSTS = 3;
  private static final String STACK = "named";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String FILE =
      """
      name: named
      x-box: &box
        image: box
        build: {context: ., additional_contexts: {tools: /usr/bin}}
        stop_signal: SIGKILL
        deploy: {mode: global}
      services:
        web:
          <<: *box
          command: ["httpd", "-f", "-p", "80", "-h", "/etc"]
          healthcheck:
            test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/hostname"]
            interval: 500ms
        asker: *box
      """;

  private final TestCluster cluster;
  private final Map<Host, Lookups> lookups = new LinkedHashMap<>();
  private final List<Long> own = new ArrayList<>();
  private final List<Long> others = new ArrayList<>();
  private final List<Long> spread = new ArrayList<>();

  private Names(TestCluster cluster) {
    this.cluster = cluster;
  }

  /// Argument: how many changes.
  public static void main(String[] words) throws Exception {
    int runs = words.length == 0 ? 20 : Integer.parseInt(words[0]);
    try (TestCluster cluster = TestCluster.form(1, HOSTS - 1)) {
      new Names(cluster).run(runs);
    }
  }

  private void run(int runs) throws Exception {
    up();
    Wait.until("every host has an asker", PATIENCE, () -> running("asker").count() == HOSTS);
    for (JsonNode asker : running("asker").all())
      lookups.put(cluster.host(asker), new Lookups("web", cluster.pid(asker)));
    for (int run = 0; run < runs; run++) change(cluster.lab().host(run % HOSTS + 1));
    for (Lookups each : lookups.values()) each.close();
    System.out.println(
        "| a replica is killed, " + runs + " times | median | worst |\n|---|---:|---:|");
    row("its host's name server no longer names it after", own);
    row("those of the other hosts after", others);
    row("from the first host that names its successor to the last", spread);
  }

  private void up() throws IOException {
    Path directory = Files.createDirectories(cluster.lab().directory().resolve(STACK));
    Files.writeString(directory.resolve("Dockerfile"), TestCluster.DOCKERFILE);
    Files.writeString(directory.resolve("stack.yml"), FILE);
    String file = directory.resolve("stack.yml").toString();
    cluster.lab().host(1).cli("-f", file, "up", "--timeout", "120").succeeded();
  }

  private Rows running(String service) throws IOException {
    return Rows.of(cluster.lab().host(1).cli("ps", "-p", STACK, "--format", "json"))
        .service(service)
        .where("state", "running");
  }

  private void change(Host victim) throws Exception {
    Wait.until("every host names all", PATIENCE, () -> all(HOSTS));
    JsonNode task = running("web").where("node", victim.name()).one();
    long pid = cluster.pid(task);
    long killed = System.nanoTime();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Wait.until("every host names one less", PATIENCE, () -> saw(HOSTS - 1, killed));
    lookups.forEach(
        (host, each) -> (host.number() == victim.number() ? own : others).add(after(each, killed)));
    Wait.until("every host names its successor", PATIENCE, () -> all(HOSTS));
    long[] back =
        lookups.values().stream()
            .mapToLong(each -> each.firstOf(HOSTS, killed).orElseThrow())
            .sorted()
            .toArray();
    spread.add(back[back.length - 1] - back[0]);
  }

  private boolean all(int count) {
    return lookups.values().stream().allMatch(each -> each.now().size() == count);
  }

  private boolean saw(int count, long since) {
    return lookups.values().stream().allMatch(each -> each.firstOf(count, since).isPresent());
  }

  private static long after(Lookups each, long killed) {
    return each.firstOf(HOSTS - 1, killed).orElseThrow() - killed;
  }

  private static void row(String what, List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f ms | %.1f ms |%n",
        what,
        sorted[sorted.length / 2] / 1e6,
        Arrays.stream(sorted).max().orElseThrow() / 1e6);
  }
}
