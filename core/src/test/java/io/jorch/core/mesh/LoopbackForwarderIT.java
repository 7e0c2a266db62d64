package io.jorch.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.trust.IdentityFiles;
import io.jorch.core.trust.NodeRole;
import io.jorch.core.trust.TrustRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real members in network namespaces of their own, where each has all of 127.0.0.0/8 to itself,
/// and two that share one, where they reach each other directly.
@Timeout(180)
class LoopbackForwarderIT {
  private static final String A = TestNodes.id('a') + "=10.77.0.1:7437";
  private static final String B = TestNodes.id('b') + "=10.77.0.1:7438";
  private static final String C = TestNodes.id('c') + "=10.77.0.2:7437";
  private static final String CABLE = "type veth peer name cable netns ";

  @TempDir private Path directory = Path.of("");
  private final TestNodes nodes = new TestNodes();

  private Path identity(char letter) throws IOException {
    Path own = Files.createDirectories(directory.resolve(String.valueOf(letter)));
    IdentityFiles files = new IdentityFiles(own);
    files.save(TestNodes.identity(nodes.authority, letter, NodeRole.MANAGER, TestNodes.NOW));
    files.save(TrustRoots.of(nodes.authority.root()));
    return own;
  }

  private static void await(Host member, String question, String answer) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    String said = member.ask(question);
    while (!said.equals(answer) && Instant.now().isBefore(end)) {
      Thread.sleep(100);
      said = member.ask(question);
    }
    assertEquals(answer, said, question);
  }

  private static void connect(Host one, Host other) throws IOException {
    one.run("ip link add cable " + CABLE + other.pid());
    one.run("ip address add 10.77.0.1/24 dev cable");
    one.run("ip link set cable up");
    other.run("ip address add 10.77.0.2/24 dev cable");
    other.run("ip link set cable up");
  }

  @Test
  void membersMeetThroughTheMeshAndSideBySide() throws Exception {
    try (Host here = Host.namespace();
        Host there = Host.namespace()) {
      connect(here, there);
      try (Host a = here.member(identity('a'), List.of(A, B, C));
          Host b = here.member(identity('b'), List.of(B, A, C));
          Host c = there.member(identity('c'), List.of(C, A, B))) {
        for (Host each : List.of(a, b, c)) {
          await(each, "members", "3");
          assertEquals("written", each.ask("write"));
        }
        for (Host each : List.of(a, b, c)) {
          await(each, "count", "3");
        }
        assertEquals("removed", a.ask("remove " + TestNodes.id('c')));
        assertEquals("removed", b.ask("remove " + TestNodes.id('c')));
        await(a, "members", "2");
        await(b, "members", "2");
        await(c, "members", "1");
        c.kill();
        assertEquals("closed", a.ask("knock " + TestNodes.id('c')));
      }
    }
  }
}
