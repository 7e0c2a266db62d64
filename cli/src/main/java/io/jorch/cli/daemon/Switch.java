package io.jorch.cli.daemon;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;

/// An interface whose calls go to whoever is right at that moment.
final class Switch {
  private Switch() {}

  /// Finds who is right; may refuse with a sentence.
  @FunctionalInterface
  interface Target<T> {
    T get() throws IOException;
  }

  /// @param own answers methods of these names instead
  static <T> T of(Class<T> type, Target<T> target, Map<String, Object> own) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object receiver = own.getOrDefault(method.getName(), null);
              if (method.getDeclaringClass() == Object.class) receiver = target;
              return invoke(receiver == null ? target.get() : receiver, method, arguments);
            }));
  }

  private static Object invoke(Object receiver, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(receiver, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
