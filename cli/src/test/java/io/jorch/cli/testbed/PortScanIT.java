package io.jorch.cli.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.cli.system.Needs;
import io.jorch.cli.system.Wait;
import io.jorch.cli.testbed.Outcome.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The scan sees a door that is open, whatever kind of door it is, and one that is shut.
class PortScanIT {
  private static final int PLAIN = 7001;
  private static final int ANYBODY = 7002;
  private static final int KNOWN_ONLY = 7003;
  private static final int INSIDE = 7004;

  private final List<Process> servers = new ArrayList<>();
  private Lab lab;
  private Host host;

  @BeforeEach
  void up() throws Exception {
    Needs.check();
    lab = Lab.create(2);
    host = lab.host(1);
    certificate("server");
    certificate("known");
  }

  @AfterEach
  void down() throws Exception {
    servers.forEach(server -> server.destroyForcibly().onExit().join());
    if (lab != null) lab.close();
  }

  private Path file(String name) {
    return lab.directory().resolve(name);
  }

  private void certificate(String name) throws IOException {
    Programs.output(
        ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                + " -subj /CN=%s -keyout %s -out %s")
            .formatted(name, file(name + ".key"), file(name + ".crt"))
            .split(" ", -1));
  }

  private void serve(String words) throws IOException {
    servers.add(
        new ProcessBuilder(host.namespace().inside(List.of(words.split(" ", -1))))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  private String tls(int port, String more) {
    return "openssl s_server -www -tls1_3 -accept %d -cert %s -key %s%s"
        .formatted(port, file("server.crt"), file("server.key"), more);
  }

  private static Set<String> admitted(PortScan scan, int port) {
    Set<String> names = new TreeSet<>();
    for (PortScan.Attempt each : scan.admitted())
      if (each.at().port() == port) names.add(each.who());
    return names;
  }

  @Test
  void whoIsLetInWhereIsSeen() throws Exception {
    serve("busybox httpd -f -p " + PLAIN);
    serve(tls(ANYBODY, ""));
    serve(tls(KNOWN_ONLY, " -Verify 1 -verify_return_error -CAfile " + file("known.crt")));
    serve("busybox httpd -f -p 127.0.0.1:" + INSIDE);
    Wait.until("all listen", () -> Listening.in(host.namespace()).size() == 4);
    PortScan scan = PortScan.of(host, lab.host(2), Optional.of(lab.directory()));
    assertEquals(Set.of("plain garbage"), admitted(scan, PLAIN));
    assertEquals(Set.of("nobody, on the host itself"), admitted(scan, INSIDE));
    assertTrue(admitted(scan, ANYBODY).contains("no certificate"), scan::toString);
    assertEquals(Set.of("known"), admitted(scan, KNOWN_ONLY), scan::toString);
    assertTrue(
        scan.attempts().stream()
            .filter(each -> each.at().port() == KNOWN_ONLY && each.who().equals("no certificate"))
            .allMatch(each -> each.outcome().kind() == Kind.REFUSED),
        scan::toString);
  }
}
