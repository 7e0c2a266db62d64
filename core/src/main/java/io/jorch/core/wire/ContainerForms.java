package io.jorch.core.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The forms of values that hold others. An empty one is left out and comes back from its absence.
/// What is read is immutable and keeps its order.
final class ContainerForms {
  private ContainerForms() {}

  record Items<T>(Form<T> item) implements Form<List<T>> {
    @Override
    public void write(JsonGenerator out, List<T> value) {
      out.writeStartArray();
      value.forEach(each -> item.write(out, each));
      out.writeEndArray();
    }

    @Override
    public List<T> read(JsonParser in) {
      if (in.currentToken() != JsonToken.START_ARRAY) {
        throw ScalarForms.unexpected(in, "a list");
      }
      List<T> read = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        Place.within("[" + read.size() + "]", () -> read.add(item.read(in)));
      }
      return List.copyOf(read);
    }

    @Override
    public List<T> absent() {
      return List.of();
    }

    @Override
    public boolean leftOut(List<T> value) {
      return value.isEmpty();
    }
  }

  record Members<T>(Items<T> items) implements Form<Set<T>> {
    @Override
    public void write(JsonGenerator out, Set<T> value) {
      items.write(out, List.copyOf(value));
    }

    @Override
    public Set<T> read(JsonParser in) {
      return Collections.unmodifiableSet(new LinkedHashSet<>(items.read(in)));
    }

    @Override
    public Set<T> absent() {
      return Set.of();
    }

    @Override
    public boolean leftOut(Set<T> value) {
      return value.isEmpty();
    }
  }

  record Entries<K, V>(Function<K, String> name, Function<String, K> key, Form<V> value)
      implements Form<Map<K, V>> {
    @Override
    public void write(JsonGenerator out, Map<K, V> map) {
      out.writeStartObject();
      map.forEach(
          (each, held) -> {
            out.writeName(name.apply(each));
            value.write(out, held);
          });
      out.writeEndObject();
    }

    @Override
    public Map<K, V> read(JsonParser in) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw ScalarForms.unexpected(in, "an object");
      }
      Map<K, V> read = new LinkedHashMap<>();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String text = in.currentName();
        in.nextToken();
        Place.within("." + text, () -> read.put(key.apply(text), value.read(in)));
      }
      return Collections.unmodifiableMap(read);
    }

    @Override
    public Map<K, V> absent() {
      return Map.of();
    }

    @Override
    public boolean leftOut(Map<K, V> value) {
      return value.isEmpty();
    }
  }

  record Perhaps<T>(Form<T> held) implements Form<Optional<T>> {
    @Override
    public void write(JsonGenerator out, Optional<T> value) {
      value.ifPresentOrElse(present -> held.write(out, present), out::writeNull);
    }

    @Override
    public Optional<T> read(JsonParser in) {
      return Optional.of(held.read(in));
    }

    @Override
    public Optional<T> absent() {
      return Optional.empty();
    }

    @Override
    public boolean leftOut(Optional<T> value) {
      return value.isEmpty();
    }
  }

  record PerhapsInt(Form<Integer> held) implements Form<OptionalInt> {
    @Override
    public void write(JsonGenerator out, OptionalInt value) {
      value.ifPresentOrElse(out::writeNumber, out::writeNull);
    }

    @Override
    public OptionalInt read(JsonParser in) {
      return OptionalInt.of(held.read(in));
    }

    @Override
    public OptionalInt absent() {
      return OptionalInt.empty();
    }

    @Override
    public boolean leftOut(OptionalInt value) {
      return value.isEmpty();
    }
  }

  record PerhapsLong(Form<Long> held) implements Form<OptionalLong> {
    @Override
    public void write(JsonGenerator out, OptionalLong value) {
      value.ifPresentOrElse(out::writeNumber, out::writeNull);
    }

    @Override
    public OptionalLong read(JsonParser in) {
      return OptionalLong.of(held.read(in));
    }

    @Override
    public OptionalLong absent() {
      return OptionalLong.empty();
    }

    @Override
    public boolean leftOut(OptionalLong value) {
      return value.isEmpty();
    }
  }
}
