package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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

  private String get(String url) throws Exception {
    return daemon.netns.output("busybox", "wget", "-q", "-O", "-", url);
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
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }
}
