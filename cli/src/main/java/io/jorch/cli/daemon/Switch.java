package io.jorch.cli.daemon;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// An interface whose calls go to whoever is right at that moment, but for those that are answered
/// on the spot.
final class Switch {
  private Switch() {}

  /// Finds who is right; may refuse with a sentence.
  @FunctionalInterface
  interface Target<T> {
    T get() throws IOException;
  }

  /// @param own its public methods take the place of those with the same signature
  static <T> T of(Class<T> type, Target<T> target, Object own) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(target, own, method, arguments)));
  }

  private static Object call(Target<?> target, Object own, Method method, Object[] arguments)
      throws Throwable {
    try {
      if (method.getDeclaringClass() == Object.class) return method.invoke(target, arguments);
      for (Method each : own.getClass().getDeclaredMethods()) {
        if (same(each, method)) return each.invoke(own, arguments);
      }
      return method.invoke(target.get(), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static boolean same(Method one, Method other) {
    return one.getName().equals(other.getName())
        && java.util.Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
  }
}
