package io.jorch.cli.daemon;

import io.jorch.core.node.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
  /// @param persistence with calls that nobody takes
  static <T> T of(Class<T> type, Target<T> target, Object own, Persistence persistence) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return invoke(method, target, arguments);
              }
              for (Method each : own.getClass().getDeclaredMethods()) {
                if (same(each, method)) return invoke(each, own, arguments);
              }
              if (!repeatable(arguments)) return invoke(method, target.get(), arguments);
              return persistence.<Object, Exception>call(
                  () -> invoke(method, target.get(), arguments));
            }));
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) throw cause;
      if (e.getCause() instanceof Error cause) throw cause;
      throw e;
    }
  }

  /// What was read from a stream or a terminal for one attempt would be missing in the next.
  private static boolean repeatable(Object @Nullable [] arguments) {
    return arguments == null
        || Arrays.stream(arguments)
            .noneMatch(each -> each instanceof InputStream || each instanceof Terminal);
  }

  private static boolean same(Method one, Method other) {
    return one.getName().equals(other.getName())
        && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
  }
}
