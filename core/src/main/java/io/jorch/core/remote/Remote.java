package io.jorch.core.remote;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Calls between nodes. What may stand in a method's signature:
///
///   - values with a JSON form ([io.jorch.core.wire.Wire]), as arguments and as result;
///   - `Consumer<X>`: items come back to the caller, whose own thread hands them over;
///   - `InputStream` argument: bytes go up while they are wanted; `OutputStream` argument or
///     `InputStream` result: bytes come back;
///   - [io.jorch.core.node.Terminal]: a dialogue.
///
/// Whoever is slow holds the other side up: at most a megabyte waits in each direction. When the
/// caller's thread is interrupted, its consumer throws or its node is gone, the thread that serves
/// the call is interrupted; a terminal hangs up before. Methods must declare [IOException].
public final class Remote {
  private final List<ErrorForm<?>> errors;
  private final Pulse pulse;

  /// @param errors kinds of exceptions that both sides know, beside `IOException`,
  /// `CommandException` and `IllegalArgumentException`
  public Remote(List<ErrorForm<?>> errors, Pulse pulse) {
    this.errors = Stream.concat(Faults.COMMON.stream(), errors.stream()).toList();
    this.pulse = pulse;
  }

  public Remote(ErrorForm<?>... errors) {
    this(List.of(errors), Pulse.DEFAULT);
  }

  /// What answers a method without leaving the node; the result of a `void` method is ignored.
  @FunctionalInterface
  public interface Local {
    Object answer() throws IOException;
  }

  /// Gives a `type` whose calls are made on another node, each over a stream of its own. Safe for
  /// many threads.
  ///
  /// @param node as people know it, for sentences such as "node worker-2 was lost"
  public <T> T client(Class<T> type, String node, Dial dial) {
    return client(type, node, dial, Map.of());
  }

  /// Like the other, but methods without parameters that are named in `local` stay on this node.
  public <T> T client(Class<T> type, String node, Dial dial, Map<String, Local> local) {
    Signatures signatures = Signatures.of(type);
    for (String name : local.keySet()) {
      if (!signatures.hasPlain(name)) {
        throw new IllegalArgumentException(type + " has no method " + name + "()");
      }
    }
    Calls calls = new Calls(signatures, node, dial, new Faults(errors), pulse, Map.copyOf(local));
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  /// Serves the one call that comes through `channel`, in this thread, and closes the channel. What
  /// goes wrong is told to the caller; the exception is for a channel that broke.
  public <T> void serve(Class<T> type, T target, Channel channel) throws IOException {
    new Serving(Signatures.of(type), target, new Faults(errors), pulse).serve(channel);
  }

  /// The methods of a type that cannot be called from another node, each with the reason.
  public static List<String> refusals(Class<?> type) {
    return Signatures.of(type).refusals();
  }
}
