package io.jorch.agent.network;

import static io.jorch.agent.network.Town.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.agent.linux.net.Subnet;
import io.jorch.agent.network.dns.DnsQuestion;
import io.jorch.agent.network.dns.DnsQuestion.Told;
import io.jorch.agent.network.dns.Upstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DnsIT {
  private static final int A = 1;
  private static final int PTR = 12;
  private static final int AAAA = 28;
  private static final int NO_SUCH_NAME = 3;
  private static final int SERVER_FAILURE = 2;
  private static final String RESOLVERS = "nameserver 127.0.0.9\nnameserver " + Lab.STRANGER + "\n";

  @Test
  void namesAreSeenByTheContainersOfTheirNetworkOnly() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town(RESOLVERS);
              Upstream _ = new Upstream(lab.outside())) {
            town.create("front", "10.40.0.0/24");
            town.create(new NetworkSpec("back", Subnet.parse("10.41.0.0/24"), true, 1500));
            NetNamespace web = town.start("web", "front").namespace();
            NetNamespace both = town.start("both", "front", "back").namespace();
            NetNamespace db = town.start("db", "back").namespace();
            Ipv4 dbAddress = Ipv4.parse("10.41.0.3");
            town.network()
                .names(
                    Map.of(
                        "front",
                        Map.of("Web", List.of(Ipv4.parse("10.40.0.2"))),
                        "back",
                        Map.of("db", List.of(dbAddress), "later", List.of())));
            assertEquals(List.of("10.40.0.2"), udp(web, "web", A).data());
            assertEquals(List.of("10.40.0.2"), udp(both, "WEB", A).data());
            assertEquals(List.of("10.41.0.3"), udp(both, "db", A).data());
            assertEquals(List.of("10.41.0.3"), udp(both, "db.back", A).data());
            assertEquals(List.of("192.0.2.7"), udp(web, "db", A).data());
            assertEquals(NO_SUCH_NAME, udp(db, "web", A).code());
            assertEquals(new Told(0, false, List.of()), udp(db, "db", AAAA));
            assertEquals(new Told(NO_SUCH_NAME, false, List.of()), udp(db, "later", A));
            assertEquals(List.of("db.back."), udp(db, "3.0.41.10.in-addr.arpa", PTR).data());
          }
        });
  }

  @Test
  void replicasAreShuffledAndManyNeedTcp() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/16");
            NetNamespace web = town.start("web", "front").namespace();
            List<Ipv4> three =
                IntStream.range(2, 5).mapToObj(i -> Ipv4.parse("10.40.0." + i)).toList();
            List<Ipv4> many =
                IntStream.range(2, 202).mapToObj(i -> Ipv4.parse("10.40.0." + i)).toList();
            town.network().names(Map.of("front", Map.of("three", three, "many", many)));
            Set<String> first = new HashSet<>();
            for (int i = 0; i < 100; i++) first.add(udp(web, "three", A).data().getFirst());
            assertEquals(Set.of("10.40.0.2", "10.40.0.3", "10.40.0.4"), first);
            assertTrue(udp(web, "many", A).truncated());
            assertEquals(200, Set.copyOf(web.call(() -> DnsQuestion.tcp("many", A)).data()).size());
          }
        });
  }

  @Test
  void otherNamesAreForwardedAndAnswersChecked() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town(RESOLVERS);
              Upstream upstream = new Upstream(lab.outside())) {
            town.create("front", "10.40.0.0/24");
            NetNamespace web = town.start("web", "front").namespace();
            FutureTask<Told> slow = later(() -> udp(web, "slow.example", A));
            assertEquals(List.of("192.0.2.7"), udp(web, "some.example", A).data());
            assertEquals(List.of("192.0.2.7"), udp(web, "forged.example", A).data());
            assertTrue(udp(web, "big.example", A).truncated());
            assertEquals(
                List.of("192.0.2.8"), web.call(() -> DnsQuestion.tcp("big.example", A)).data());
            assertEquals(SERVER_FAILURE, udp(web, "broken.example", A).code());
            upstream.answerTheSlow();
            assertEquals(List.of("192.0.2.7"), slow.get().data());
          }
        });
  }

  @Test
  void withoutAnyResolverOtherNamesFailAtOnce() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town("")) {
            town.create("front", "10.40.0.0/24");
            NetNamespace web = town.start("web", "front").namespace();
            assertEquals(SERVER_FAILURE, udp(web, "some.example", A).code());
          }
        });
  }

  @Test
  void brokenPacketsAndAServerOfTheContainersOwnDoNoHarm() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town()) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork web = town.start("web", "front");
            town.network().names(Map.of("front", Map.of("web", List.of(address(web)))));
            try (Speaker _ = Speaker.udp(web.namespace(), 53, "own");
                Speaker _ = Speaker.tcp(web.namespace(), 53, "own")) {
              byte[] twoQuestions = DnsQuestion.packet("web", A);
              twoQuestions[5] = 2;
              byte[] refusal = web.namespace().call(() -> DnsQuestion.udp(twoQuestions));
              assertEquals(1, refusal[3] & 15);
              assertEquals(List.of(address(web).toString()), udp(web.namespace(), "web", A).data());
              assertTrue(Town.ask(web.namespace(), address(web), 53).startsWith("own "));
            }
          }
        });
  }

  @Test
  void theCLibraryFindsNames() throws Exception {
    Lab.run(
        lab -> {
          try (Town town = new Town(RESOLVERS);
              Upstream _ = new Upstream(lab.outside())) {
            town.create("front", "10.40.0.0/24");
            ContainerNetwork web = town.start("web", "front");
            town.network()
                .names(Map.of("front", Map.of("web", List.of(address(web)), "later", List.of())));
            assertEquals("10.40.0.2", getent(web, "web"));
            assertEquals("192.0.2.7", getent(web, "www.example"));
            assertEquals("", getent(web, "later"));
          }
        });
  }

  private static String getent(ContainerNetwork container, String name)
      throws IOException, InterruptedException {
    Path resolvConf =
        Files.writeString(
            Files.createTempFile("resolv", ".conf"),
            ResolverFiles.resolvConf("", List.of(), List.of()));
    String script =
        "mount --bind "
            + resolvConf
            + " /etc/resolv.conf && getent ahostsv4 "
            + name
            + " | head -1";
    List<String> command =
        List.of(
            "nsenter",
            "--net=" + container.namespace().path(),
            "unshare",
            "-m",
            "sh",
            "-c",
            script);
    Process process =
        new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    Files.delete(resolvConf);
    return output.isEmpty() ? "" : output.substring(0, output.indexOf(' '));
  }

  private static Told udp(NetNamespace from, String name, int type) throws IOException {
    return from.call(() -> DnsQuestion.udp(name, type));
  }

  private static <T> FutureTask<T> later(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}
