package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final UUID CLIENT = new UUID(1, 2);
  private static final Key WEB = new Key("stack", "web");
  private static final Outcome ONE = new Outcome.Committed(1);

  private static Sessions.Verdict answered(Outcome outcome) {
    return new Sessions.Verdict.Answered(outcome);
  }

  private static LogRecord put(long call, long floor, String value) {
    return new LogRecord(
        Optional.of(new Ticket(CLIENT, call, floor)),
        Transaction.begin().put(WEB, Expected.any(), Blob.of(value)).build());
  }

  @Test
  void whatIsSentTwiceHappensOnceAndIsAnsweredTheSame() {
    Image.Step first = Image.empty().step(put(1, 1, "a"), 10);
    Image.Step again = first.after().step(put(1, 1, "a"), 11);
    assertEquals(first.reply(), again.reply());
    assertSame(first.after().objects(), again.after().objects());
    assertTrue(again.changes().isEmpty());
  }

  @Test
  void whatItsClientGaveUpDoesNotHappenAnyMore() {
    Image image = Image.empty().step(put(5, 5, "a"), 10).after();
    Image.Step late = image.step(put(4, 4, "b"), 11);
    assertSame(image.objects(), late.after().objects());
    IOException refused =
        assertThrows(
            IOException.class,
            () -> BinaryForm.outcome(new ByteArrayInputStream(late.reply().bytes())));
    assertEquals("the log met it only after it was given up", refused.getMessage());
  }

  @Test
  void outcomesAreKeptDownToTheFloorOnly() {
    Sessions sessions = new Sessions();
    for (int call = 1; call <= 1000; call++) {
      sessions.remember(new Ticket(CLIENT, call, Math.max(1, call - 3)), ONE);
    }
    assertEquals(4, sessions.size());
    assertEquals(answered(ONE), sessions.judge(new Ticket(CLIENT, 997, 997)));
    assertEquals(new Sessions.Verdict.Forgotten(), sessions.judge(new Ticket(CLIENT, 996, 996)));
    assertEquals(new Sessions.Verdict.Fresh(), sessions.judge(new Ticket(CLIENT, 1001, 998)));
  }

  @Test
  void laterCallsOvertakeEarlierOnesThatStillHappen() {
    Sessions sessions = new Sessions();
    sessions.remember(new Ticket(CLIENT, 7, 5), ONE);
    assertEquals(new Sessions.Verdict.Fresh(), sessions.judge(new Ticket(CLIENT, 5, 5)));
  }

  @Test
  void theClientsHeardOfLastAreKept() {
    Sessions sessions = new Sessions();
    Ticket faithful = new Ticket(CLIENT, 1, 1);
    sessions.remember(faithful, ONE);
    for (int i = 0; i < 3 * Sessions.CLIENTS; i++) {
      sessions.remember(new Ticket(new UUID(9, i), 1, 1), ONE);
      assertEquals(answered(ONE), sessions.judge(faithful));
    }
    assertEquals(new Sessions.Verdict.Fresh(), sessions.judge(new Ticket(new UUID(9, 0), 1, 1)));
    assertEquals(Sessions.CLIENTS, sessions.size());
  }

  @Test
  void theyAreTheSameAfterBeingWrittenAndRead() throws IOException {
    Sessions sessions = new Sessions();
    Outcome conflict = new Outcome.Conflict(WEB, Expected.exactly(3), OptionalLong.of(4));
    sessions.remember(new Ticket(CLIENT, 4, 2), conflict);
    sessions.remember(new Ticket(new UUID(3, 4), 1, 1), ONE);
    Sessions read = Sessions.read(new DataInputStream(new ByteArrayInputStream(bytes(sessions))));
    assertEquals(answered(conflict), read.judge(new Ticket(CLIENT, 4, 4)));
    assertEquals(new Sessions.Verdict.Forgotten(), read.judge(new Ticket(CLIENT, 1, 1)));
    assertEquals(2, read.size());
  }

  private static byte[] bytes(Sessions sessions) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sessions.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Test
  void logsOfEarlierVersionsHaveNoTickets() throws IOException {
    Transaction transaction = Transaction.begin().delete(WEB, Expected.absent()).build();
    byte[] old = BinaryForm.of(transaction);
    assertEquals(
        new LogRecord(Optional.empty(), transaction),
        LogRecord.read(new ByteArrayInputStream(old)));
    Ticket ticket = new Ticket(CLIENT, 8, 7);
    assertEquals(
        new LogRecord(Optional.of(ticket), transaction),
        LogRecord.read(new ByteArrayInputStream(LogRecord.bytes(ticket, old))));
  }
}
