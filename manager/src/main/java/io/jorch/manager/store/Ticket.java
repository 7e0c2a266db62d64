package io.jorch.manager.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.UUID;

/// Names one attempt-independent request, so that however often it reaches the log it happens once.
///
/// @param client chosen anew by each opening of a store
/// @param call counts up per client
/// @param floor the lowest call its client still waits for: what is below is never asked again
record Ticket(UUID client, long call, long floor) {
  void write(DataOutput out) throws IOException {
    out.writeLong(client.getMostSignificantBits());
    out.writeLong(client.getLeastSignificantBits());
    out.writeLong(call);
    out.writeLong(floor);
  }

  static Ticket read(DataInput in) throws IOException {
    return new Ticket(new UUID(in.readLong(), in.readLong()), in.readLong(), in.readLong());
  }
}
