package io.jorch.cli.faults;

import io.jorch.cli.system.Ran;
import io.jorch.cli.system.Rows;
import io.jorch.cli.testbed.Host;
import io.jorch.cli.testbed.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Managers on the first hosts, workers on the rest, formed by the lines that users type. One host
/// alone is a cluster of one, and forms itself.
public final class TestCluster implements AutoCloseable {
  /// An image of little more than busybox, from a build with the additional context
  /// `tools: /usr/bin`.
  public static final String DOCKERFILE =
      """
      FROM scratch
      COPY --from=tools busybox /bin/busybox
      RUN ["/bin/busybox", "--install", "-s", "/bin"]
      CMD ["sleep", "1000000"]
      """;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private final Lab lab;
  private final int managers;

  private TestCluster(Lab lab, int managers) {
    this.lab = lab;
    this.managers = managers;
  }

  /// Something about the hosts before their daemons start.
  @FunctionalInterface
  interface Preparation {
    void of(Lab lab) throws IOException;
  }

  public static TestCluster form(int managers, int workers) throws IOException {
    return form(managers, workers, lab -> {});
  }

  static TestCluster form(int managers, int workers, Preparation before) throws IOException {
    Lab lab = Lab.create(managers + workers);
    try {
      before.of(lab);
      lab.start();
      TestCluster cluster = new TestCluster(lab, managers);
      if (managers + workers > 1) cluster.join();
      return cluster;
    } catch (IOException | RuntimeException | AssertionError e) {
      lab.close();
      throw e;
    }
  }

  private void join() {
    Host first = lab.host(1);
    first.cli("cluster", "init", "--advertise-addr", first.address()).succeeded();
    for (Host host : lab.hosts().subList(1, lab.hosts().size())) {
      String role = host.number() <= managers ? "manager" : "worker";
      String token = first.cli("cluster", "token", role).succeeded().out().strip();
      String[] join = {"cluster", "join", "--advertise-addr", host.address(), token};
      List<String> words = new ArrayList<>(List.of(join));
      words.add(first.address() + ":7437");
      host.cli(words.toArray(String[]::new)).succeeded();
    }
  }

  public Lab lab() {
    return lab;
  }

  public List<Host> managers() {
    return lab.hosts().subList(0, managers);
  }

  /// Those that run the watched tasks: managers only where there is nobody else.
  public List<Host> workers() {
    List<Host> hosts = lab.hosts();
    return hosts.size() == managers ? hosts : hosts.subList(managers, hosts.size());
  }

  /// Of the first host that can say, managers first.
  Ran ask(String... words) throws IOException {
    Optional<Ran> last = Optional.empty();
    for (Host host : lab.hosts()) {
      if (host.daemon().pid().isEmpty()) continue;
      Ran ran = host.cli(words);
      if (ran.code() == 0) return ran;
      last = Optional.of(ran);
    }
    throw new IOException(last.map(Ran::toString).orElse("no daemon runs"));
  }

  public Rows nodes() throws IOException {
    return Rows.of(ask("node", "ls", "--format", "json"));
  }

  /// How many nodes are ready.
  int ready() throws IOException {
    return ready(nodes());
  }

  private static int ready(Rows nodes) {
    return nodes.where("status", "ready").count();
  }

  /// Tasks of the watched stack that should run.
  public Rows tasks() throws IOException {
    return Rows.of(ask("ps", "-p", Watched.NAME, "--format", "json"));
  }

  public Host leader() throws IOException {
    if (lab.hosts().size() == 1) return lab.host(1);
    Ran status = ask("cluster", "status", "--format", "json");
    return hostOf(Rows.object(status).path("leader").asString());
  }

  /// @param node its id, or the name of its host
  Host hostOf(String node) throws IOException {
    for (Host host : lab.hosts())
      if (node.equals(host.name()) || node.equals(id(host))) return host;
    throw new IOException("no host has the node " + node);
  }

  private static String id(Host host) throws IOException {
    Path file = host.stateDir().resolve("node-id");
    return Files.exists(file) ? Files.readString(file).strip() : "";
  }

  /// Names by which the replicas of a service on those hosts answer.
  Set<String> replicas(String service, List<Host> hosts) throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode task : tasks().service(service).all())
      if (hosts.stream().map(Host::number).toList().contains(host(task).number()))
        names.add(shortForm(task));
    return names;
  }

  /// A container's host name is the beginning of its task's id.
  static String shortForm(JsonNode task) {
    String id = task.path("id").asString();
    return id.substring(0, Math.min(12, id.length()));
  }

  public Host host(JsonNode task) throws IOException {
    return hostOf(task.path("node").asString());
  }

  public long pid(JsonNode task) throws IOException {
    Ran inspected = host(task).cli("inspect", task.path("id").asString()).succeeded();
    return Rows.object(inspected).path("pid").asLong();
  }

  /// Why not all nodes are ready or not all watched tasks run and are well; nothing when they do.
  Optional<String> trouble() {
    try {
      if (lab.hosts().size() > 1) {
        Rows nodes = nodes();
        if (ready(nodes) != lab.hosts().size()) return Optional.of("nodes " + nodes.all());
      }
      Rows tasks = tasks();
      Rows well = tasks.where("state", "running").where(TestCluster::well);
      boolean all = tasks.count() == Watched.TASKS && well.count() == Watched.TASKS;
      return all ? Optional.empty() : Optional.of("tasks " + tasks.all());
    } catch (IOException | RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static boolean well(JsonNode task) {
    return !task.path("health").asString("").matches("starting|unhealthy");
  }

  /// Waits until there is no trouble.
  ///
  /// @return what there was on the way: milliseconds since the beginning, and the trouble
  List<String> settle(String when) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long end = begun + PATIENCE.toNanos();
    List<String> met = new ArrayList<>();
    while (true) {
      Optional<String> trouble = trouble();
      if (trouble.isEmpty()) return met;
      met.add((System.nanoTime() - begun) / 1_000_000 + " " + trouble.get());
      if (System.nanoTime() > end)
        throw new IOException("all is not well " + when + ": " + trouble.get());
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws IOException {
    lab.close();
  }
}
