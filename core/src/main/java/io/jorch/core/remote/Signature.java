package io.jorch.core.remote;

import io.jorch.core.node.Terminal;
import io.jorch.core.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A method that can be called from another node.
///
/// @param name of the method with the simple names of its parameters' types: what must be the same
/// on both sides
record Signature(Method method, String name, List<Slot> slots, Outcome outcome) {
  /// @throws IllegalArgumentException with the reason why it cannot be called
  static Signature of(Method method) {
    if (!Arrays.asList(method.getExceptionTypes()).contains(IOException.class)) {
      throw new IllegalArgumentException("it does not declare IOException");
    }
    if (method.getParameterCount() >= Frame.RESULT) {
      throw new IllegalArgumentException("it has too many parameters");
    }
    List<Slot> slots = new ArrayList<>();
    for (Type type : method.getGenericParameterTypes()) slots.add(slot(type));
    return new Signature(
        method, name(method), List.copyOf(slots), outcome(method.getGenericReturnType()));
  }

  static String name(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", method.getName() + "(", ")"));
  }

  /// As sentences name it.
  String shortName() {
    return method.getName();
  }

  private static Slot slot(Type type) {
    if (type == InputStream.class) return new Slot.Upload();
    if (type == OutputStream.class) return new Slot.Download();
    if (type == Terminal.class) return new Slot.Dialogue();
    if (type instanceof ParameterizedType generic && generic.getRawType() == Consumer.class) {
      Type item = item(generic.getActualTypeArguments()[0]);
      Wire.check(item);
      return new Slot.Items(item);
    }
    Wire.check(type);
    return new Slot.Plain(type);
  }

  /// `Consumer<? super X>` takes X as well.
  private static Type item(Type argument) {
    if (argument instanceof WildcardType wild && wild.getLowerBounds().length == 1) {
      return wild.getLowerBounds()[0];
    }
    return argument;
  }

  private static Outcome outcome(Type type) {
    if (type == void.class) return new Outcome.Nothing();
    if (type == InputStream.class) return new Outcome.Bytes();
    Wire.check(type);
    return new Outcome.Value(type);
  }
}
