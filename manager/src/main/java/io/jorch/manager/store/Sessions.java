package io.jorch.manager.store;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Remembers the outcomes of requests that may be sent again, as part of the replicated state:
/// whoever leads next knows them too, also from a snapshot. Bounded: a client's outcomes only down
/// to its floor, and only the [#CLIENTS] clients heard of last. Used by one thread.
final class Sessions {
  /// A client is one run of a manager; it gives up on a request after seconds. So many restarts
  /// within that time do not happen.
  static final int CLIENTS = 64;

  /// What is known of a request.
  sealed interface Verdict {
    record Fresh() implements Verdict {}

    record Answered(Outcome outcome) implements Verdict {}

    /// Its client has stopped waiting for it: it must not happen any more.
    record Forgotten() implements Verdict {}
  }

  private static final class Session {
    private long floor;
    private final TreeMap<Long, Outcome> outcomes = new TreeMap<>();
  }

  private final LinkedHashMap<UUID, Session> clients = new LinkedHashMap<>(16, 0.75f, true);

  Verdict judge(Ticket ticket) {
    Session session = clients.get(ticket.client());
    if (session == null) {
      return new Verdict.Fresh();
    }
    Outcome outcome = session.outcomes.get(ticket.call());
    if (outcome != null) {
      return new Verdict.Answered(outcome);
    }
    return ticket.call() < session.floor ? new Verdict.Forgotten() : new Verdict.Fresh();
  }

  void remember(Ticket ticket, Outcome outcome) {
    Session session = clients.computeIfAbsent(ticket.client(), client -> new Session());
    session.floor = Math.max(session.floor, ticket.floor());
    session.outcomes.headMap(session.floor).clear();
    session.outcomes.put(ticket.call(), outcome);
    if (clients.size() > CLIENTS) {
      clients.pollFirstEntry();
    }
  }

  int size() {
    return clients.values().stream().mapToInt(session -> session.outcomes.size()).sum();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(clients.size());
    for (Map.Entry<UUID, Session> client : clients.entrySet()) {
      Session session = client.getValue();
      out.writeInt(session.outcomes.size());
      new Ticket(client.getKey(), 0, session.floor).write(out);
      for (Map.Entry<Long, Outcome> outcome : session.outcomes.entrySet()) {
        out.writeLong(outcome.getKey());
        BinaryForm.write(out, BinaryForm.of(outcome.getValue()));
      }
    }
  }

  static Sessions read(DataInput in) throws IOException {
    Sessions sessions = new Sessions();
    int clients = in.readInt();
    for (int i = 0; i < clients; i++) {
      int outcomes = in.readInt();
      Ticket ticket = Ticket.read(in);
      Session session = new Session();
      session.floor = ticket.floor();
      sessions.clients.put(ticket.client(), session);
      for (int j = 0; j < outcomes; j++) {
        long call = in.readLong();
        session.outcomes.put(
            call, BinaryForm.outcome(new ByteArrayInputStream(BinaryForm.array(in))));
      }
    }
    return sessions;
  }
}
