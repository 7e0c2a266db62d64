package io.jorch.cli.testbed;

import io.jorch.cli.testbed.Outcome.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What strangers on another host, and a user without rights on the host itself, achieve at each
/// port that is listened on.
public record PortScan(List<Attempt> attempts) {

  /// One stranger at one socket.
  ///
  /// @param host whose socket it is
  public record Attempt(Host host, Listening at, String who, Outcome outcome) {}

  /// Tries those of one host.
  ///
  /// @param certificates pairs `NAME.crt`, `NAME.key` in PEM, each to be tried
  public static PortScan of(Host host, Host from, Optional<Path> certificates) throws IOException {
    return of(List.of(host), from, certificates);
  }

  /// Tries those of all these hosts, at the same time.
  public static PortScan of(List<Host> hosts, Host from, Optional<Path> certificates)
      throws IOException {
    Path work = Files.createTempDirectory("jorch-scan-");
    try {
      List<Stranger> strangers = Strangers.all(work, certificates);
      return new PortScan(
          Together.each(hosts, host -> attempts(host, from, strangers)).stream()
              .flatMap(List::stream)
              .toList());
    } finally {
      remove(work);
    }
  }

  private static List<Attempt> attempts(Host host, Host from, List<Stranger> strangers)
      throws IOException {
    List<Attempt> attempts = new ArrayList<>();
    for (Listening socket : Listening.in(host.namespace())) {
      attempts.addAll(from.namespace().call(() -> remote(socket, host, strangers)));
      if (socket.protocol().equals("tcp") && socket.loopback()) attempts.add(local(socket, host));
    }
    return attempts;
  }

  private static List<Attempt> remote(Listening socket, Host host, List<Stranger> strangers) {
    InetSocketAddress target = new InetSocketAddress(host.address(), socket.port());
    if (socket.protocol().equals("udp"))
      return List.of(new Attempt(host, socket, "garbage", Stranger.udp(target)));
    return strangers.stream()
        .map(stranger -> new Attempt(host, socket, stranger.what(), stranger.tcp(target)))
        .toList();
  }

  /// Someone on the host who is not root connects to what listens for the host only.
  private static Attempt local(Listening socket, Host host) throws IOException {
    String place = socket.address().replaceAll("%.*|[\\[\\]]|::ffff:", "");
    String script =
        "timeout 2 bash -c 'exec 3<>/dev/tcp/%s/%d && echo connected' 2>/dev/null || echo refused"
            .formatted(place, socket.port());
    String said =
        host.output(
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c", script);
    Kind kind = said.contains("connected") ? Kind.ANSWERED : Kind.UNREACHABLE;
    return new Attempt(host, socket, "nobody, on the host itself", new Outcome(kind, said.strip()));
  }

  /// Those who were let in, which nobody must be.
  public List<Attempt> admitted() {
    return attempts.stream().filter(each -> each.outcome().kind() == Kind.ANSWERED).toList();
  }

  public void print(PrintStream out) {
    for (Attempt each : attempts)
      out.printf(
          "%s %-24s %-20s %-28s %s%n",
          each.at().protocol(),
          each.at().address() + ":" + each.at().port(),
          each.at().owner(),
          each.who(),
          each.outcome());
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}
