package io.jorch.agent.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.NetNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MembersGuardIT {
  private static final Ipv4 MEMBER = Ipv4.parse("127.10.3.7");
  private static final int NOBODY = 65534;
  private static final String SQUATTER =
      """
      use IO::Socket::INET;
      my $server = IO::Socket::INET->new(
        LocalAddr => '%s', LocalPort => 5701, Listen => 5) or die;
      syswrite STDOUT, '!';
      while (my $caller = $server->accept) { syswrite $caller, 'trust me'; close $caller; }
      """
          .formatted(MEMBER);

  @Test
  void onlyRootReachesTheMembersAddressesWhileTheNodeIsInACluster() throws Exception {
    Street.run(
        1,
        street -> {
          NetNamespace host = street.house(0).namespace();
          AgentNetwork network = street.house(0).network();
          try (Speaker _ = Speaker.tcp(host, 5701, "member")) {
            assertTrue(reaches(host, NOBODY));
            network.guardMembers(true);
            assertFalse(reaches(host, NOBODY));
            assertTrue(reaches(host, 0));
            assertEquals("member 127.0.0.1", host.call(() -> Speaker.ask(Ipv4.LOOPBACK, 5701)));
            network.guardMembers(false);
            assertTrue(reaches(host, NOBODY));
          }
        });
  }

  @Test
  void nobodyElseAnswersInAMembersPlace() throws Exception {
    Street.run(
        1,
        street -> {
          NetNamespace host = street.house(0).namespace();
          Process squatter = asUser(host, NOBODY, "timeout", "60", "perl", "-e", SQUATTER);
          try {
            assertEquals('!', squatter.getInputStream().read());
            street.house(0).network().guardMembers(true);
            assertFalse(reaches(host, 0));
            street.house(0).network().guardMembers(false);
            assertTrue(reaches(host, 0));
          } finally {
            squatter.destroyForcibly().waitFor();
          }
        });
  }

  private static boolean reaches(NetNamespace host, int user) throws Exception {
    Process nc = asUser(host, user, "busybox", "nc", "-w", "1", MEMBER.toString(), "5701");
    nc.getOutputStream().close();
    boolean heard = nc.getInputStream().readAllBytes().length > 0;
    assertTrue(nc.waitFor(20, TimeUnit.SECONDS));
    return heard;
  }

  private static Process asUser(NetNamespace host, int user, String... command) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--net=" + host.path(),
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups"));
    all.addAll(List.of(command));
    return new ProcessBuilder(all).start();
  }
}
