package io.jorch.manager.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A member with clients of its own, in a process of its own. It is told what to do on its input,
/// and prints what its clients do as they do it: `B ID NANOS KEY ACTION` before each call and
/// `E ID NANOS ANSWER` after. Each line ends in ` .` so that one cut short by a kill is known.
final class MemberProcess {
  private static final int CLIENTS = 2;
  private static final int KEYS = 4;
  private static final long PHASE_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final RaftStore store;
  private final String run;
  private final AtomicLong ids = new AtomicLong();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean going;

  private MemberProcess(RaftStore store, String run) {
    this.store = store;
    this.run = run;
  }

  /// Takes a directory, a name, an address, a key store, the group to wait for or `-`, and a word
  /// that no other run has.
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    PeerAddress address = PeerAddress.parse(arguments[2]);
    Topology.Entry entry =
        arguments[4].equals("-")
            ? new Topology.Entry.Founder()
            : new Topology.Entry.Newcomer(UUID.fromString(arguments[4]), List.of());
    RaftStore store =
        RaftStore.open(
            StoreConfig.member(
                    Path.of(arguments[0]),
                    new Topology.Member(
                        Ensemble.id(arguments[1]),
                        address,
                        address,
                        entry,
                        TestAuthority.load(Path.of(arguments[3]))))
                .snapshotEvery(200));
    MemberProcess member = new MemberProcess(store, arguments[5]);
    say("OPEN " + store.group());
    store.leadership().watch(standing -> say("STANDS " + standing.getClass().getSimpleName()));
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line; (line = orders.readLine()) != null; ) {
        member.obey(line.split(" ", -1));
      }
    }
    Runtime.getRuntime().halt(0); // its parent is gone
  }

  @SuppressWarnings("SystemOut") // its output is its result
  private static synchronized void say(String line) {
    System.out.println(line + " .");
    System.out.flush();
  }

  private void obey(String[] order) {
    switch (order[0]) {
      case "add" -> {
        store.members().add(new Peer(Ensemble.id(order[1]), PeerAddress.parse(order[2]))).join();
        say("ADDED " + order[1]);
      }
      case "go" -> go();
      case "halt" -> halt();
      case "read" -> call(order[1], new Call.Action.Read(), Expected.any());
      case "dump" -> {
        store
            .current()
            .join()
            .list("ack")
            .forEach(each -> say("ACK " + each.key().name() + " " + each.version()));
        say("DUMPED");
      }
      default -> throw new IllegalArgumentException(order[0]);
    }
  }

  private void go() {
    going = true;
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(this::work));
    }
  }

  private void halt() {
    going = false;
    for (Thread client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    say("HALTED");
  }

  private void work() {
    Random random = new Random();
    while (going) {
      // Calls without an answer stay open for ever: new keys now and then keep them few on each.
      String key = "r" + System.nanoTime() / PHASE_NANOS + "-" + random.nextInt(KEYS);
      String value = run + ids.incrementAndGet();
      switch (random.nextInt(8)) {
        case 0 -> acknowledge(value);
        case 1, 2 -> call(key, new Call.Action.Write(value), Expected.any());
        case 3, 4, 5 -> {
          Optional<Versioned> seen = store.get(new Key("register", key));
          call(
              key,
              new Call.Action.Swap(seen.map(each -> each.value().toString()), value),
              Expected.asRead(seen));
        }
        default -> call(key, new Call.Action.Read(), Expected.any());
      }
      pause(random);
    }
  }

  private static void pause(Random random) {
    try {
      TimeUnit.MILLISECONDS.sleep(2 + random.nextInt(10));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void acknowledge(String value) {
    try {
      Outcome outcome =
          store
              .commit(
                  Transaction.begin()
                      .put(new Key("ack", value), Expected.absent(), Blob.of(value))
                      .build())
              .join();
      say(
          switch (outcome) {
            case Outcome.Committed committed -> "STORED " + value + " " + committed.version();
            case Outcome.Conflict conflict -> "TWICE " + value; // it happened, and again
          });
    } catch (CompletionException e) {
      // Not acknowledged.
    }
  }

  private void call(String key, Call.Action action, Expected expected) {
    String id = run + "c" + ids.incrementAndGet();
    String begin = "B " + id + " " + System.nanoTime() + " " + key + " ";
    Key register = new Key("register", key);
    String answer;
    try {
      answer =
          switch (action) {
            case Call.Action.Write write -> {
              say(begin + "W " + write.value());
              yield put(register, expected, write.value());
            }
            case Call.Action.Swap swap -> {
              say(begin + "S " + swap.expected().orElse("-") + " " + swap.value());
              yield put(register, expected, swap.value());
            }
            case Call.Action.Read read -> {
              say(begin + "R");
              yield "F "
                  + store.read(register).join().map(each -> each.value().toString()).orElse("-");
            }
          };
    } catch (CompletionException e) {
      answer = e.getCause() instanceof StoreException known && !known.outcomeUnknown() ? "N" : "U";
    }
    String[] words = answer.split(" ", 2);
    say(
        "E "
            + id
            + " "
            + System.nanoTime()
            + " "
            + words[0]
            + (words.length > 1 ? " " + words[1] : ""));
  }

  private String put(Key register, Expected expected, String value) {
    Outcome outcome =
        store.commit(Transaction.begin().put(register, expected, Blob.of(value)).build()).join();
    return outcome instanceof Outcome.Committed ? "D" : "C";
  }
}
