package io.jorch.core.compose;

import io.jorch.core.compose.Node.Entry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// One mapping being read. Asking for a key declares it: `close` reports every key that was never
/// asked for, so supporting a key is one call. Ask for all keys unconditionally, then close.
final class Section {
  private static final Set<String> NO_KEYS = Set.of();

  private final Node.Mapping node;
  private final String path;
  private final Values values;
  private final SpecKeys kind;
  private final boolean readable;
  private final Set<String> declared = new LinkedHashSet<>();

  private Section(Node node, String path, SpecKeys kind, Values values) {
    this.node = values.mapping(node, path);
    this.readable = node instanceof Node.Mapping || (node instanceof Node.Scalar s && s.isNull());
    this.path = path;
    this.kind = kind;
    this.values = values;
  }

  /// Anything but a mapping is a problem, and reads as an empty one; so does null.
  static Section of(Node node, String path, SpecKeys kind, Values values) {
    return new Section(node, path, kind, values);
  }

  /// `false`: it is no mapping, which is reported, so that a missing key is not worth a word.
  boolean readable() {
    return readable;
  }

  Mark mark() {
    return node.mark();
  }

  String path() {
    return path;
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Values values() {
    return values;
  }

  /// The place of a key, or of the section when it is not there.
  Mark mark(String key) {
    Entry entry = node.entries().get(key);
    return entry == null ? node.mark() : entry.mark();
  }

  /// The value of a key; null counts as absent.
  Optional<Node> node(String key) {
    declared.add(key);
    Entry entry = node.entries().get(key);
    if (entry == null || (entry.value() instanceof Node.Scalar s && s.isNull())) {
      return Optional.empty();
    }
    return Optional.of(entry.value());
  }

  Optional<String> text(String key) {
    return node(key).flatMap(n -> values.text(n, path(key)));
  }

  /// Text that may not be empty.
  Optional<String> word(String key) {
    return node(key).flatMap(n -> values.word(n, path(key)));
  }

  Optional<Boolean> bool(String key) {
    return node(key).flatMap(n -> values.bool(n, path(key)));
  }

  boolean flag(String key) {
    return bool(key).orElse(false);
  }

  OptionalInt number(String key, long least, long most) {
    Optional<Node> value = node(key);
    if (value.isEmpty()) return OptionalInt.empty();
    OptionalLong number = values.number(value.get(), path(key), least, most);
    return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) number.getAsLong());
  }

  OptionalLong bytes(String key) {
    Optional<Node> value = node(key);
    return value.isEmpty() ? OptionalLong.empty() : values.bytes(value.get(), path(key));
  }

  OptionalLong nanoCpus(String key) {
    Optional<Node> value = node(key);
    return value.isEmpty() ? OptionalLong.empty() : values.nanoCpus(value.get(), path(key));
  }

  Optional<Duration> duration(String key) {
    return node(key).flatMap(n -> values.duration(n, path(key)));
  }

  List<String> texts(String key) {
    return node(key).map(n -> values.texts(n, path(key))).orElse(List.of());
  }

  /// One text or a list of them.
  List<String> textOrTexts(String key) {
    return node(key)
        .map(
            n ->
                n instanceof Node.Scalar
                    ? values.text(n, path(key)).map(List::of).orElse(List.of())
                    : values.texts(n, path(key)))
        .orElse(List.of());
  }

  /// A mapping, or a list of `key=value`; see `Values.pairs`.
  Map<String, Optional<String>> pairs(String key) {
    return node(key).map(n -> values.pairs(n, path(key))).orElse(Map.of());
  }

  /// Pairs where no value means an empty one, as in labels.
  Map<String, String> labels(String key) {
    Map<String, String> result = new LinkedHashMap<>();
    pairs(key).forEach((name, value) -> result.put(name, value.orElse("")));
    return java.util.Collections.unmodifiableMap(result);
  }

  Optional<Section> section(String key, SpecKeys inner) {
    return node(key).map(n -> of(n, path(key), inner, values));
  }

  /// One of a few words.
  <E> Optional<E> choice(String key, Map<String, E> choices) {
    return node(key).flatMap(n -> values.choice(n, path(key), choices));
  }

  /// At the value when it is a single one, else at the key.
  void error(String key, String message) {
    Entry entry = node.entries().get(key);
    boolean single = entry != null && entry.value() instanceof Node.Scalar s && !s.isNull();
    Mark place = single && entry != null ? entry.value().mark() : mark(key);
    values.problems().error(place, path(key), message);
  }

  void warn(String key, String message) {
    values.problems().warn(mark(key), path(key), message);
  }

  /// Reports the keys that nothing asked for.
  void close() {
    close(true);
  }

  /// The same where `x-` is no way out.
  void closeStrictly() {
    close(false);
  }

  private void close(boolean extensible) {
    for (var entry : node.entries().entrySet()) {
      String key = entry.getKey();
      if (declared.contains(key) || (extensible && key.startsWith("x-"))) continue;
      unknown(key, entry.getValue().mark());
    }
  }

  private void unknown(String key, Mark mark) {
    if (kind.keys().contains(key)) {
      values.problems().error(mark, path(key), "not supported yet");
      return;
    }
    Set<String> known = new LinkedHashSet<>(declared);
    known.addAll(kind.keys());
    String hint = NearMiss.hint(key, known.isEmpty() ? NO_KEYS : known);
    values.problems().error(mark, path, "unknown key '" + key + "'" + hint);
  }
}
