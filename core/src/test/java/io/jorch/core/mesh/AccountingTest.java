package io.jorch.core.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is counted and bounded: windows, frames, strangers, addresses.
class AccountingTest {
  @Test
  void anInboxTakesNoMoreThanItsWindowUntilItGrantsMore() throws IOException {
    Inbox inbox = new Inbox();
    inbox.add(new byte[Inbox.WINDOW]);
    assertThrows(IOException.class, () -> inbox.add(new byte[1]));
    byte[] buffer = new byte[Inbox.WINDOW];
    assertEquals(1000, inbox.read(buffer, 0, 1000));
    assertEquals(0, inbox.grant());
    assertThrows(IOException.class, () -> inbox.add(new byte[1]));
    assertEquals(Inbox.WINDOW - 1000, inbox.read(buffer, 0, Inbox.WINDOW));
    assertEquals(Inbox.WINDOW, inbox.grant());
    inbox.add(new byte[Inbox.WINDOW]);
  }

  @Test
  void anInboxGivesWhatArrivedBeforeItsEndOrFailure() throws IOException {
    byte[] buffer = new byte[10];
    Inbox ended = new Inbox();
    ended.add(new byte[] {1, 2});
    ended.add(new byte[] {3});
    ended.end();
    ended.fail(new Failure("too late to matter", null));
    assertEquals(3, ended.read(buffer, 0, 10));
    assertEquals(-1, ended.read(buffer, 0, 10));
    Inbox failed = new Inbox();
    failed.add(new byte[] {1});
    failed.fail(new Failure("broken", null));
    assertEquals(1, failed.read(buffer, 0, 10));
    assertThrows(IOException.class, () -> failed.read(buffer, 0, 10));
  }

  @Test
  void anInboxThatIsCutGivesNothingThatArrived() throws IOException {
    Inbox inbox = new Inbox();
    inbox.add(new byte[] {1});
    inbox.end();
    inbox.cut(new Failure("removed", null));
    IOException e = assertThrows(IOException.class, () -> inbox.read(new byte[1], 0, 1));
    assertEquals("removed", e.getMessage());
  }

  @Test
  void anOutboxReservesWhatWasGranted() throws IOException {
    Outbox outbox = new Outbox();
    assertEquals(Inbox.WINDOW - 5, outbox.reserve(Inbox.WINDOW - 5));
    assertEquals(5, outbox.reserve(100));
    outbox.grant(7);
    assertEquals(7, outbox.reserve(100));
    assertThrows(IOException.class, () -> outbox.grant(Inbox.WINDOW + 1));
    assertThrows(IOException.class, () -> outbox.grant(-1));
    assertTrue(outbox.end());
    assertFalse(outbox.end());
    assertThrows(IOException.class, () -> outbox.reserve(1));
  }

  @Test
  void anOutboxThatFailedHasNoEnd() {
    Outbox outbox = new Outbox();
    outbox.fail(new Failure("removed", null));
    assertThrows(IOException.class, outbox::end);
    assertFalse(outbox.abandon());
  }

  @Test
  void aFrameComesBackAndGarbageDoesNot() throws IOException {
    byte[] bytes = Frame.of(Frame.Kind.REFUSE, "no").bytes();
    assertArrayEquals(new byte[] {3, 0, 0, 2, 'n', 'o'}, bytes);
    Frame read = Frame.read(new ByteArrayInputStream(bytes)).orElseThrow();
    assertEquals("REFUSE no", read.kind() + " " + read.text());
    assertEquals(Optional.empty(), Frame.read(new ByteArrayInputStream(new byte[0])));
    for (int length = 1; length < bytes.length; length++) {
      ByteArrayInputStream cut = new ByteArrayInputStream(bytes, 0, length);
      assertThrows(EOFException.class, () -> Frame.read(cut));
    }
    assertThrows(IOException.class, () -> Frame.read(bytes(99, 0, 0, 0)));
    assertThrows(IOException.class, () -> Frame.read(bytes(4, 0, 64, 0)));
    assertTrue(Frame.of(Frame.Kind.FAIL, "x".repeat(20_000)).content().length <= Frame.LONGEST);
  }

  private static ByteArrayInputStream bytes(int... values) {
    byte[] bytes = new byte[20_000];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new ByteArrayInputStream(bytes);
  }

  @Test
  void aGateHasRoomForSoManyAndForAPartOfThemFromOneAddress() throws IOException {
    Gate gate = new Gate(3, 2);
    InetAddress one = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
    InetAddress two = InetAddress.getByAddress(new byte[] {10, 0, 0, 2});
    assertTrue(gate.enter(one));
    assertTrue(gate.enter(one));
    assertFalse(gate.enter(one));
    assertTrue(gate.enter(two));
    assertFalse(gate.enter(two));
    gate.leave(one);
    assertTrue(gate.enter(two));
  }

  @Test
  void aMembersAddressIsItsOwnOrTheNextFree() {
    NodeId node = new NodeId("aaaaaaaaaaaa");
    InetAddress own = LoopbackAddress.of(node);
    assertTrue(own.getHostAddress().startsWith("127.10."), own.getHostAddress());
    assertEquals(own, LoopbackAddress.free(node, Set.of()));
    Set<InetAddress> taken = new HashSet<>();
    for (int i = 0; i < 600; i++) {
      InetAddress free = LoopbackAddress.free(node, taken);
      assertTrue(taken.add(free), free + " is given twice");
      assertNotEquals(0, free.getAddress()[3]);
      assertNotEquals(-1, free.getAddress()[3]);
    }
  }
}
