package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URI;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Published ports, asked from the machine that publishes them.
@ExtendWith(SharedDaemon.class)
class PortsIT {
  private static final String SERVICES =
      """
      services:
        web:
          <<: *box
          scale: 2
          command: ["httpd", "-f", "-p", "80", "-h", "/etc"]
          ports: ["8080:80", "127.0.0.1:8081:80"]
          healthcheck:
            test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/hostname"]
            interval: 500ms
      """;

  /// Busybox has no server for UDP; Debian's perl, which is on every machine, is lent from there.
  private static final String ECHO =
      """
      services:
        echo:
          <<: *box
          volumes: ["/usr:/usr:ro", "/lib:/lib:ro", "/lib64:/lib64:ro"]
          command:
            - /usr/bin/perl
            - -MIO::Socket::INET
            - -e
            - |
              my $$s = IO::Socket::INET->new(Proto => "udp", LocalPort => 53) or die $$!;
              while (1) { $$s->recv(my $$m, 512); $$s->send("echo $$m"); }
          ports: ["8453:53/udp", "127.0.0.1:8454:53/udp"]
      """;

  /// Asks a UDP port once and prints the answer, or why there is none.
  private static final String ASK =
      """
      use IO::Socket::INET;
      alarm 5;
      my $s = IO::Socket::INET->new(Proto => "udp", PeerAddr => $ARGV[0]) or die $!;
      $s->send("hello");
      my $m;
      print defined $s->recv($m, 512) ? $m : "$!";
      """;

  /// Asks for a path over HTTP and prints the body of the answer, or nothing.
  private static final String GET =
      """
      use IO::Socket::INET;
      alarm 5;
      my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0]) or exit 0;
      print $s "GET $ARGV[1] HTTP/1.0\\r\\n\\r\\n";
      local $/;
      my $answer = <$s>;
      print $1 if $answer =~ m{^HTTP/1.. 200.*?\\r\\n\\r\\n(.*)}s;
      """;

  private final TestDaemon daemon;
  private final TestStack stack;

  PortsIT(TestDaemon daemon) throws Exception {
    this.daemon = daemon;
    stack = daemon.stack("ports", SERVICES);
  }

  @AfterEach
  void down() {
    stack.down();
  }

  /// Not a static program such as busybox: those may crash where the C library of the machine is
  /// newer than theirs.
  private String get(String url) throws Exception {
    URI uri = URI.create(url);
    return daemon.netns.output("perl", "-e", GET, uri.getAuthority(), uri.getPath());
  }

  @Test
  void aPublishedPortAnswersOnTheLoopbackAndReachesEveryReplica() throws Exception {
    stack.up().succeeded();
    Set<String> answers = new TreeSet<>();
    Wait.until(
        "both replicas answered",
        () -> {
          answers.add(get("http://127.0.0.1:8080/hostname"));
          return answers.size() == 2;
        });
    answers.forEach(name -> assertNotEquals("", name));
    assertEquals(1, get("http://127.0.0.1:8081/hostname").lines().count());
  }

  @Test
  void aPortThatIsTakenIsNamedWithWhatToDo() throws Exception {
    Process holder = daemon.netns.start("busybox", "nc", "-l", "-p", "8080");
    try {
      Wait.until(
          "the port is taken",
          () -> daemon.netns.output("busybox", "netstat", "-ltn").contains(":8080 "));
      stack.up().exited(1).says("8080");
      stack.down().succeeded();
      assertFalse(Files.readString(daemon.log()).contains("could not be written"));
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  private String askUdp(String address) throws Exception {
    return daemon.netns.output("perl", "-e", ASK, address);
  }

  /// An address of the machine that is not its loopback: the host's side of a stack's network.
  private String bridgeAddress() throws Exception {
    return daemon
        .netns
        .output("ip", "-4", "-o", "addr", "show")
        .lines()
        .map(line -> line.split("\\s+", -1))
        .filter(words -> words[1].startsWith("jo-"))
        .map(words -> words[3].replaceAll("/.*", ""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aUdpPortIsPublishedOnTheAddressesThatWereNamed() throws Exception {
    stack.file(ECHO).up().succeeded();
    Wait.until("UDP is answered", () -> askUdp("127.0.0.1:8453").equals("echo hello"));
    Wait.until("the bound port, too", () -> askUdp("127.0.0.1:8454").equals("echo hello"));
    String other = bridgeAddress();
    Wait.until("on another address", () -> askUdp(other + ":8453").equals("echo hello"));
    assertEquals("Connection refused", askUdp(other + ":8454"));
  }

  @Test
  void publishedPortsComeBackWhenAnotherProgramFlushesTheFirewall() throws Exception {
    stack.up().succeeded();
    String table = "jorch-" + daemon.instance();
    assertEquals("", daemon.netns.output("nft", "delete", "table", "ip", table));
    Wait.until(
        "the rules are back",
        () -> daemon.netns.output("nft", "list", "tables").contains("table ip " + table + "\n"));
    assertEquals(1, get("http://127.0.0.1:8080/hostname").lines().count());
  }
}
