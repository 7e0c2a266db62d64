package io.jorch.manager.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Operations that happen all together or not at all. Expectations are all judged against the
/// state before the transaction, so each key may occur once.
public record Transaction(List<Operation> operations) {
  public Transaction {
    operations = List.copyOf(operations);
    Set<Key> seen = new HashSet<>();
    for (Operation operation : operations) {
      if (!seen.add(operation.key())) {
        throw new IllegalArgumentException(
            "a transaction names " + operation.key() + " twice; each key may occur once");
      }
    }
  }

  public static Transaction of(Operation... operations) {
    return new Transaction(List.of(operations));
  }

  public static Builder begin() {
    return new Builder();
  }

  /// Collects operations.
  public static final class Builder {
    private final List<Operation> operations = new ArrayList<>();

    public Builder put(Key key, Expected expected, Blob value) {
      operations.add(new Operation.Put(key, expected, value));
      return this;
    }

    public Builder delete(Key key, Expected expected) {
      operations.add(new Operation.Delete(key, expected));
      return this;
    }

    public Builder check(Key key, Expected expected) {
      operations.add(new Operation.Check(key, expected));
      return this;
    }

    public Transaction build() {
      return new Transaction(operations);
    }
  }
}
