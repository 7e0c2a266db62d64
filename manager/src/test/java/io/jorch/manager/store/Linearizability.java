package io.jorch.manager.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a history of one register can be explained by calls that each took effect at one moment
/// between their beginning and their answer: the search of Wing and Gong (1993), which remembers
/// where it has been (Lowe, 2017). Calls without an answer may have taken effect or not.
final class Linearizability {
  private record Been(BitSet taken, Call.Register register) {}

  /// A call's beginning or end, in a list from which calls that took effect are lifted out.
  private static final class Event {
    private final int call;
    private final long time;
    private final boolean begins;
    private @Nullable Event end;
    private @Nullable Event before;
    private @Nullable Event after;

    private Event(int call, long time, boolean begins) {
      this.call = call;
      this.time = time;
      this.begins = begins;
    }

    private void unlink() {
      if (before != null) {
        before.after = after;
      }
      if (after != null) {
        after.before = before;
      }
    }

    private void link() {
      if (before != null) {
        before.after = this;
      }
      if (after != null) {
        after.before = this;
      }
    }
  }

  private record Taken(Event event, Call.Register before) {}

  private final List<Call> calls;
  private final Event head = new Event(-1, Long.MIN_VALUE, false);
  private final Deque<Taken> path = new ArrayDeque<>();
  private final Set<Been> been = new HashSet<>();
  private final BitSet taken = new BitSet();
  private int answers;

  private Linearizability(List<Call> calls) {
    this.calls = calls;
    Event last = head;
    for (Event event : events()) {
      event.before = last;
      last.after = event;
      last = event;
    }
  }

  /// @param calls in any order
  static boolean holds(List<Call> calls) {
    return new Linearizability(calls).search();
  }

  /// An answer that comes with the beginning of another call comes before it: fewer are concurrent,
  /// which is the stricter reading.
  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Event begin = new Event(i, calls.get(i).invoked(), true);
      events.add(begin);
      if (calls.get(i).returned() != Call.NEVER) {
        begin.end = new Event(i, calls.get(i).returned(), false);
        events.add(begin.end);
        answers++;
      }
    }
    events.sort(
        Comparator.<Event>comparingLong(event -> event.time).thenComparing(event -> event.begins));
    return events;
  }

  private boolean search() {
    Call.Register register = new Call.Register(Optional.empty());
    @Nullable Event at = head.after;
    while (answers > 0) {
      if (at != null && at.begins) {
        Optional<Call.Register> next = tried(at, register);
        if (next.isPresent()) {
          take(at, register);
          register = next.get();
          at = head.after;
        } else {
          at = at.after;
        }
      } else if (path.isEmpty()) {
        return false; // an answer that nothing explains
      } else {
        Taken back = giveBack();
        register = back.before();
        at = back.event().after;
      }
    }
    return true;
  }

  private Optional<Call.Register> tried(Event event, Call.Register register) {
    Optional<Call.Register> next = calls.get(event.call).on(register);
    if (next.isEmpty()) {
      return next;
    }
    BitSet then = (BitSet) taken.clone();
    then.set(event.call);
    return been.add(new Been(then, next.get())) ? next : Optional.empty();
  }

  private void take(Event event, Call.Register before) {
    path.push(new Taken(event, before));
    taken.set(event.call);
    event.unlink();
    if (event.end != null) {
      event.end.unlink();
      answers--;
    }
  }

  /// In the opposite order: each event remembers its neighbours of when it was lifted.
  private Taken giveBack() {
    Taken last = path.pop();
    if (last.event().end != null) {
      last.event().end.link();
      answers++;
    }
    last.event().link();
    taken.clear(last.event().call);
    return last;
  }
}
