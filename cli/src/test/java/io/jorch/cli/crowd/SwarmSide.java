package io.jorch.cli.crowd;

import io.jorch.cli.system.Wait;
import io.jorch.cli.testbed.Host;
import io.jorch.cli.testbed.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Docker in swarm mode, with a daemon for each host. Its containers have the default bridge and no
/// network across hosts, which would need IPVS.
final class SwarmSide implements Side {
  private static final String GROUP = "jorch/swarm-";
  private final int managers;
  private final Lab lab;

  SwarmSide(int hosts, int managers) throws IOException {
    this.managers = managers;
    this.lab = Lab.create(hosts);
  }

  @Override
  public String name() {
    return "docker swarm";
  }

  @Override
  public void form() throws Exception {
    for (Host host : lab.hosts()) start(host);
    for (Host host : lab.hosts()) Wait.until(host + " has a daemon", () -> answers(host));
    join();
    for (Host host : lab.hosts()) load(host);
    docker(
        lab.host(1),
        List.of(
            ("service create -d --no-resolve-image --stop-signal SIGKILL --name web --replicas "
                    + lab.hosts().size()
                    + " crowd /bin/sleep 1000000")
                .split(" ", -1)));
    Wait.until("each host has a replica", () -> running().size() == lab.hosts().size());
  }

  private void start(Host host) throws IOException {
    Path home = host.home();
    List<String> words = new ArrayList<>(List.of("setsid"));
    List<String> daemon =
        List.of(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "dockerd",
            "--data-root=" + home.resolve("data"),
            "--exec-root=" + home.resolve("exec"),
            "--pidfile=" + home.resolve("dockerd.pid"),
            "--host=unix://" + socket(host),
            "--cgroup-parent=/" + GROUP + lab.number());
    words.addAll(host.namespace().inside(daemon));
    new ProcessBuilder(words)
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(ProcessBuilder.Redirect.appendTo(host.log().toFile()))
        .redirectErrorStream(true)
        .start();
  }

  private static Path socket(Host host) {
    return host.home().resolve("docker.sock");
  }

  private static boolean answers(Host host) {
    try {
      return !docker(host, List.of("info", "--format", "{{.ID}}")).isBlank();
    } catch (IOException e) {
      return false;
    }
  }

  private void join() throws IOException {
    Host first = lab.host(1);
    docker(first, List.of("swarm", "init", "--advertise-addr", first.address()));
    for (Host host : lab.hosts().subList(1, lab.hosts().size())) {
      String role = host.number() <= managers ? "manager" : "worker";
      String token = docker(first, List.of("swarm", "join-token", "-q", role)).strip();
      docker(
          host,
          List.of(
              "swarm",
              "join",
              "--advertise-addr",
              host.address(),
              "--token",
              token,
              first.address() + ":2377"));
    }
  }

  private static void load(Host host) throws IOException {
    Output.of(
        List.of(
            "sh",
            "-ec",
            "d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; mkdir \"$d/bin\";"
                + " cp /usr/bin/busybox \"$d/bin/sleep\";"
                + " tar -C \"$d\" -c . | /usr/bin/docker -H unix://"
                + socket(host)
                + " import - crowd"));
  }

  private static String docker(Host host, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(List.of("/usr/bin/docker", "-H", "unix://" + socket(host)));
    all.addAll(words);
    return Output.of(all);
  }

  @Override
  public void scale(int replicas) throws IOException {
    docker(lab.host(1), List.of("service", "scale", "web=" + replicas));
  }

  @Override
  public void drain(int host) throws Exception {
    int wanted = running().size();
    String name = "host-" + host;
    docker(lab.host(1), List.of("node", "update", "--availability", "drain", name));
    Wait.until(
        name + " is empty",
        Crowd.PATIENCE,
        () -> {
          List<String> now = running();
          return now.size() == wanted && !now.contains(name);
        });
  }

  @Override
  public void kill(int host) throws IOException {
    Path home = lab.host(host).home();
    for (String file : List.of("dockerd.pid", "exec/containerd/containerd.pid")) {
      Path pid = home.resolve(file);
      Output.of(List.of("kill", "-KILL", Files.readString(pid).strip()));
    }
  }

  @Override
  public List<String> running() throws IOException {
    String format = "{{.Node}} {{.CurrentState}}";
    return docker(
            lab.host(1),
            List.of(
                "service", "ps", "web", "--filter", "desired-state=running", "--format", format))
        .lines()
        .filter(line -> line.contains(" Running "))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  @Override
  public void close() throws IOException {
    lab.close();
    try (Stream<Path> trees = Files.list(Path.of("/sys/fs/cgroup"))) {
      for (Path tree : trees.toList()) removeGroups(tree.resolve(GROUP + lab.number()));
    }
  }

  private static void removeGroups(Path top) throws IOException {
    if (!Files.isDirectory(top)) return;
    try (Stream<Path> groups = Files.walk(top)) {
      for (Path group :
          groups.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList())
        Files.delete(group);
    }
  }
}
