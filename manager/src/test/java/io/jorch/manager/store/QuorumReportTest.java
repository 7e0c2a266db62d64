package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QuorumReportTest {
  private static Peer peer(String name) {
    return new Peer(Ensemble.id(name), new PeerAddress("10.0.0." + (name.charAt(0) - 'a'), 7438));
  }

  private static MemberHealth here(String name) {
    return new MemberHealth(
        peer(name),
        MemberHealth.Role.FOLLOWER,
        true,
        Optional.of(Duration.ZERO),
        OptionalLong.of(0),
        Optional.empty());
  }

  private static MemberHealth silent(String name, String why) {
    return new MemberHealth(
        peer(name),
        MemberHealth.Role.UNKNOWN,
        false,
        Optional.empty(),
        OptionalLong.empty(),
        Optional.of(why));
  }

  @Test
  void saysWhoIsSilentAndWhatToDo() {
    assertEquals(
        "2 of 3 managers do not answer: node0000000b at 10.0.0.1:7438 (connection refused),"
            + " node0000000c at 10.0.0.2:7438 (no answer within 1500 ms); containers keep running;"
            + " changes wait until a majority is back, or see `jorch cluster recover`",
        QuorumReport.sentence(
            List.of(
                here("a"),
                silent("b", "connection refused"),
                silent("c", "no answer within 1500 ms")),
            true));
    assertEquals(
        "1 of 2 managers does not answer: node0000000b at 10.0.0.1:7438 (gone); containers keep"
            + " running; changes wait until a majority is back, or see `jorch cluster recover`",
        QuorumReport.sentence(List.of(here("a"), silent("b", "gone")), true));
  }

  @Test
  void blamesNobodyWhenAMajorityAnswers() {
    assertEquals(
        "2 of 3 managers answer, but none of them led for long enough; try again",
        QuorumReport.sentence(List.of(here("a"), here("b"), silent("c", "gone")), true));
  }

  @Test
  void tellsANodeThatIsNoManager() {
    assertEquals(
        "this node is not a manager of the cluster (any more), and none of its managers took the"
            + " change; join it again",
        QuorumReport.sentence(List.of(), false));
  }
}
