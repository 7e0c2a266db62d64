package io.jorch.core.compose;

import java.util.List;
import java.util.Map;

/// A YAML value with the place it came from. Merge keys and aliases are resolved already, and
/// merging files keeps each node's own place. Immutable.
sealed interface Node {
  Mark mark();

  /// `!reset`, `!override`, or empty.
  String tag();

  Node untagged();

  /// How a problem names what was found.
  String describe();

  /// Any single value, as text.
  ///
  /// @param plain written without quotes and not the result of interpolation
  /// @param dollars the place of each `$` of `text`, or empty when there is none
  record Scalar(Mark mark, String tag, String text, boolean plain, List<Mark> dollars)
      implements Node {
    static Scalar of(Mark mark, String text) {
      return new Scalar(mark, "", text, false, List.of());
    }

    static Scalar none(Mark mark) {
      return new Scalar(mark, "", "", true, List.of());
    }

    /// YAML 1.2 core schema's null.
    boolean isNull() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    @Override
    public Scalar untagged() {
      return tag.isEmpty() ? this : new Scalar(mark, "", text, plain, dollars);
    }

    @Override
    public String describe() {
      return isNull() ? "nothing" : "'" + text + "'";
    }
  }

  record Sequence(Mark mark, String tag, List<Node> items) implements Node {
    @Override
    public Sequence untagged() {
      return tag.isEmpty() ? this : new Sequence(mark, "", items);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /// Entries in the file's order.
  record Mapping(Mark mark, String tag, Map<String, Entry> entries) implements Node {
    @Override
    public Mapping untagged() {
      return tag.isEmpty() ? this : new Mapping(mark, "", entries);
    }

    @Override
    public String describe() {
      return "a mapping";
    }
  }

  /// A mapping's entry; `mark` is the key's.
  record Entry(Mark mark, Node value) {}
}
