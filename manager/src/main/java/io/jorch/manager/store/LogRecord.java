package io.jorch.manager.store;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What the log holds for one transaction. Form 2 is a ticket before a transaction in form 1;
/// logs of earlier versions hold form 1 alone.
record LogRecord(Optional<Ticket> ticket, Transaction transaction) {
  private static final int WITH_TICKET = 2;

  /// @param transaction in form 1
  static byte[] bytes(Ticket ticket, byte[] transaction) {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream(transaction.length + 40);
    try (DataOutputStream out = new DataOutputStream(buffer)) {
      out.writeByte(WITH_TICKET);
      ticket.write(out);
      out.write(transaction);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return buffer.toByteArray();
  }

  static LogRecord read(InputStream bytes) throws IOException {
    PushbackInputStream in = new PushbackInputStream(bytes);
    int form = in.read();
    if (form == WITH_TICKET) {
      Ticket ticket = Ticket.read(new DataInputStream(in));
      return new LogRecord(Optional.of(ticket), BinaryForm.transaction(in));
    }
    in.unread(form);
    return new LogRecord(Optional.empty(), BinaryForm.transaction(in));
  }
}
