package io.jorch.core.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stands for a node: makes every call a call there.
record Calls(
    Signatures signatures,
    String node,
    Dial dial,
    Faults faults,
    Pulse pulse,
    Map<String, Remote.Local> local)
    implements InvocationHandler {
  private static final Object[] NONE = {};

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given)
      throws Throwable {
    Object[] arguments = given == null ? NONE : given;
    if (method.getDeclaringClass() == Object.class) return ofObject(proxy, method, arguments);
    Remote.Local here = local.get(method.getName());
    if (here != null && arguments.length == 0) return answer(method, here);
    Optional<Signature> signature = signatures.find(Signature.name(method));
    if (signature.isEmpty() && method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    if (signature.isEmpty()) throw declared(method, refusal(method));
    return call(signature.get(), arguments);
  }

  private static @Nullable Object answer(Method method, Remote.Local here) throws IOException {
    try {
      Object answer = here.answer();
      return method.getReturnType() == void.class ? null : answer;
    } catch (IOException e) {
      throw declared(method, e);
    }
  }

  private @Nullable Object call(Signature signature, Object[] arguments) throws Exception {
    Channel channel;
    try {
      channel = dial.open();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "ask node "
              + node
              + " for "
              + signature.shortName()
              + ": it cannot be reached ("
              + e.getMessage()
              + "); see with `jorch node ls` whether it is up, then try again",
          e);
    }
    return new Call(signature, arguments, node, faults).run(channel, pulse);
  }

  private IOException refusal(Method method) {
    return new IOException(
        "node "
            + node
            + " cannot be asked for "
            + method.getName()
            + " from another node: "
            + signatures.refused().get(method));
  }

  /// An exception that the method may throw.
  private static <E extends IOException> E declared(Method method, E error) throws E {
    boolean allowed =
        Arrays.stream(method.getExceptionTypes()).anyMatch(each -> each.isInstance(error));
    if (allowed) throw error;
    throw new UncheckedIOException(error);
  }

  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself only
  private Object ofObject(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> signatures.type().getSimpleName() + " of node " + node;
    };
  }
}
