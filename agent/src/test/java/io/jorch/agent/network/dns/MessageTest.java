package io.jorch.agent.network.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.dns.DnsQuestion.Told;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MessageTest {
  private static final List<String> NETWORKS = List.of("front");
  private static final Names NAMES =
      new Names(
          Map.of(
              "front",
              Map.of(
                  "web", addresses(2, 4),
                  "hello-web-1", addresses(2, 3),
                  "tasks.web", addresses(2, 4),
                  "many", addresses(2, 202),
                  "none", List.of())));
  private final Resolver resolver = new Resolver(new Random(1));

  @Test
  void questionsAreReadInLowerCaseAndEchoedAsTheyWere() throws MalformedMessage {
    Query query = query("WeB.Example", 28);
    assertEquals("web.example", query.name());
    assertEquals(28, query.type());
    assertEquals(Query.IN, query.queryClass());
    ByteBuffer answer = Answer.empty(query, Answer.NO_SUCH_NAME);
    assertEquals("WeB", new String(bytes(answer), 13, 3, StandardCharsets.US_ASCII));
    assertEquals(new Told(3, false, List.of()), told(answer));
  }

  @Test
  void knownNamesAreAnsweredOthersAreNot() throws MalformedMessage {
    assertEquals(2, told(ask("web", Query.A).orElseThrow()).data().size());
    assertEquals(2, told(ask("tasks.web.front", Query.A).orElseThrow()).data().size());
    assertEquals(new Told(0, false, List.of()), told(ask("web", Query.AAAA).orElseThrow()));
    assertEquals(3, told(ask("none", Query.A).orElseThrow()).code());
    assertEquals(3, told(ask("none", Query.AAAA).orElseThrow()).code());
    assertEquals(Optional.empty(), ask("elsewhere", Query.A));
  }

  @Test
  void anAddressPointsToItsMostParticularName() throws MalformedMessage {
    assertEquals(
        List.of("hello-web-1.front."),
        told(ask("2.0.0.10.in-addr.arpa", Query.PTR).orElseThrow()).data());
    assertEquals(
        List.of("web.front."), told(ask("3.0.0.10.in-addr.arpa", Query.PTR).orElseThrow()).data());
    assertEquals(Optional.empty(), ask("3.0.0.11.in-addr.arpa", Query.PTR));
    assertEquals(Optional.empty(), ask("x.0.0.10.in-addr.arpa", Query.PTR));
  }

  @Test
  void anAnswerStaysWithinWhatTheClientTakes() throws MalformedMessage {
    ByteBuffer plain = ask("many", Query.A).orElseThrow();
    assertTrue(plain.remaining() <= 512);
    assertTrue(told(plain).truncated());
    ByteBuffer wide = ask(withEdns(DnsQuestion.packet("many", Query.A), 4096)).orElseThrow();
    assertEquals(200, told(wide).data().size());
    assertEquals(1, wide.getShort(10));
  }

  @Test
  void otherClassesAndOperationsAreRefused() throws MalformedMessage {
    byte[] chaos = DnsQuestion.packet("version.bind", 16);
    chaos[chaos.length - 1] = 3;
    assertEquals(Answer.REFUSED, told(ask(chaos).orElseThrow()).code());
    byte[] update = DnsQuestion.packet("web", Query.A);
    update[2] = 0x28;
    assertEquals(Answer.NOT_IMPLEMENTED, told(ask(update).orElseThrow()).code());
  }

  @Test
  void compressedCutOffAndOverlongNamesAreMalformed() {
    byte[] good = DnsQuestion.packet("web.example", Query.A);
    byte[] loop = good.clone();
    loop[12] = (byte) 0xc0;
    loop[13] = 12;
    assertThrows(MalformedMessage.class, () -> read(loop));
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThrows(MalformedMessage.class, () -> read(cut));
    }
    String longName = String.join(".", Collections.nCopies(5, "a".repeat(60)));
    assertThrows(MalformedMessage.class, () -> read(DnsQuestion.packet(longName, Query.A)));
  }

  @Test
  void noPacketHoweverBrokenDoesMoreThanBeMalformed() {
    Random random = new Random(42);
    byte[] good = withEdns(DnsQuestion.packet("web", Query.A), 1232);
    int answered = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] broken = Arrays.copyOf(good, random.nextInt(good.length + 20));
      for (int flips = random.nextInt(4); flips >= 0 && broken.length > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      try {
        if (ask(broken).isPresent()) answered++;
      } catch (MalformedMessage e) {
        Query.refusal(ByteBuffer.wrap(broken))
            .ifPresent(refusal -> assertEquals(12, refusal.remaining()));
      }
    }
    assertTrue(answered > 100);
  }

  private Optional<ByteBuffer> ask(String name, int type) throws MalformedMessage {
    return ask(DnsQuestion.packet(name, type));
  }

  private Optional<ByteBuffer> ask(byte[] packet) throws MalformedMessage {
    return resolver.answer(read(packet), NAMES, NETWORKS, false);
  }

  private static Query query(String name, int type) throws MalformedMessage {
    return read(DnsQuestion.packet(name, type));
  }

  private static Query read(byte[] packet) throws MalformedMessage {
    return Query.read(ByteBuffer.wrap(packet));
  }

  private static Told told(ByteBuffer answer) {
    return DnsQuestion.read(bytes(answer));
  }

  private static byte[] bytes(ByteBuffer answer) {
    byte[] bytes = new byte[answer.limit()];
    answer.get(0, bytes);
    return bytes;
  }

  private static byte[] withEdns(byte[] packet, int size) {
    byte[] longer = Arrays.copyOf(packet, packet.length + 11);
    longer[11] = 1;
    ByteBuffer.wrap(longer)
        .position(packet.length + 1)
        .putShort((short) Query.OPT)
        .putShort((short) size);
    return longer;
  }

  private static List<Ipv4> addresses(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> Ipv4.parse("10.0.0." + i)).toList();
  }
}
