package io.jorch.manager.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// The whole state after one transaction: immutable, cheap to hold.
public final class Snapshot {
  static final Snapshot EMPTY = new Snapshot(SortedTree.empty(), 0);

  private final SortedTree<Key, Versioned> objects;
  private final long version;

  private Snapshot(SortedTree<Key, Versioned> objects, long version) {
    this.objects = objects;
    this.version = version;
  }

  /// The version of the last transaction that changed anything; 0 when none did.
  public long version() {
    return version;
  }

  public int size() {
    return objects.size();
  }

  public Optional<Versioned> get(Key key) {
    return Optional.ofNullable(objects.get(key));
  }

  /// All objects of a kind, by name.
  public List<Versioned> list(String kind) {
    List<Versioned> found = new ArrayList<>();
    objects.between(
        new Key(kind, "\0"), new Key(kind + "\0", "\0"), (key, object) -> found.add(object));
    return List.copyOf(found);
  }

  /// The objects of a kind whose names start with `prefix`, by name.
  public List<Versioned> list(String kind, String prefix) {
    List<Versioned> found = new ArrayList<>();
    objects.between(
        new Key(kind, prefix),
        new Key(kind, prefix + Character.MAX_VALUE),
        (key, object) -> found.add(object));
    return List.copyOf(found);
  }

  void forEach(Consumer<Versioned> visitor) {
    objects.forEach((key, object) -> visitor.accept(object));
  }

  /// A snapshot read back: `loaded` in any order.
  static Snapshot of(Iterable<Versioned> loaded, long version) {
    SortedTree<Key, Versioned> tree = SortedTree.empty();
    for (Versioned object : loaded) {
      tree = tree.with(object.key(), object);
    }
    return new Snapshot(tree, version);
  }

  /// The state after a transaction, and what it changed; or the conflict that stopped it.
  Applied apply(Transaction transaction, long at) {
    for (Operation operation : transaction.operations()) {
      Optional<Versioned> actual = get(operation.key());
      if (!operation.expected().met(actual)) {
        OptionalLong version =
            actual.isPresent() ? OptionalLong.of(actual.get().version()) : OptionalLong.empty();
        return new Applied(
            this, List.of(), new Outcome.Conflict(operation.key(), operation.expected(), version));
      }
    }
    SortedTree<Key, Versioned> tree = objects;
    List<Change> changes = new ArrayList<>();
    for (Operation operation : transaction.operations()) {
      Optional<Versioned> before = get(operation.key());
      switch (operation) {
        case Operation.Put put -> {
          Versioned after = new Versioned(put.key(), put.value(), at);
          tree = tree.with(put.key(), after);
          changes.add(new Change(put.key(), before, Optional.of(after), at));
        }
        case Operation.Delete delete -> {
          tree = tree.without(delete.key());
          before.ifPresent(
              gone -> changes.add(new Change(delete.key(), before, Optional.empty(), at)));
        }
        case Operation.Check check -> {}
      }
    }
    Snapshot after = changes.isEmpty() ? this : new Snapshot(tree, at);
    return new Applied(after, changes, new Outcome.Committed(at));
  }

  /// A transaction's effect.
  record Applied(Snapshot after, List<Change> changes, Outcome outcome) {}
}
