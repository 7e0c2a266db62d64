package io.jorch.core.wire;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.io.SerializedString;

/// A form of immutable values of which the same ones are written again and again inside of others:
/// keeps the JSON of those it wrote lately, found by identity. A value has two places, by its
/// identity hash; the one that comes last to the second moves the other to the first.
final class RecurringForm<T> implements Form<T> {
  private static final int PLACES = 8192;

  private record Written<T>(T value, SerializedString json) {}

  private final Form<T> form;
  private final AtomicReferenceArray<@Nullable Written<T>> kept =
      new AtomicReferenceArray<>(PLACES);

  RecurringForm(Form<T> form) {
    this.form = form;
  }

  @Override
  public void write(JsonGenerator out, T value) {
    out.writeRawValue(json(value));
  }

  @SuppressWarnings("ReferenceEquality") // comparing all of a value takes as long as writing it
  private SerializedString json(T value) {
    int first = System.identityHashCode(value) & (PLACES - 2);
    for (int at = first; at <= first + 1; at++) {
      @Nullable Written<T> there = kept.get(at);
      if (there != null && there.value() == value) return there.json();
    }
    Written<T> written =
        new Written<>(
            value,
            new SerializedString(new String(Wire.written(form, value), StandardCharsets.UTF_8)));
    kept.set(first, kept.get(first + 1));
    kept.set(first + 1, written);
    return written.json();
  }

  @Override
  public T read(JsonParser in) {
    return form.read(in);
  }

  @Override
  public T absent() {
    return form.absent();
  }

  @Override
  public boolean leftOut(T value) {
    return form.leftOut(value);
  }
}
