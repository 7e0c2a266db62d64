package io.jorch.cli.term;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/// Handlers for signals. `sun.misc.Signal` is reached by reflection: naming it is a compiler
/// warning that cannot be switched off, and there is no other way in the JDK.
public final class Signals {
  private Signals() {}

  /// Calls `handler` with the signal's number whenever it comes, instead of what the JVM does.
  /// False when the JVM keeps that signal to itself.
  public static boolean on(String name, IntConsumer handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object instance = signal.getConstructor(String.class).newInstance(name);
      int number = (int) signal.getMethod("getNumber").invoke(instance);
      InvocationHandler call =
          (proxy, method, arguments) -> answer(method.getName(), number, handler);
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handlerType}, call);
      signal.getMethod("handle", signal, handlerType).invoke(null, instance, proxy);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private static Object answer(String method, int number, IntConsumer handler) {
    return switch (method) {
      case "hashCode" -> number;
      case "equals" -> false;
      case "toString" -> "signal " + number;
      default -> {
        handler.accept(number);
        yield 0;
      }
    };
  }
}
