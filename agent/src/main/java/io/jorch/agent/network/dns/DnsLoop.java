package io.jorch.agent.network.dns;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/// One selector for all containers and all forwarded questions. Everything but [#post] belongs to
/// the thread that calls [#step].
final class DnsLoop implements AutoCloseable {
  private static final long EXPIRY_CHECK_MILLIS = 100;
  private final Selector selector;
  private final LongSupplier nanos;
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final Set<Handler.Expiring> waiting = new LinkedHashSet<>();

  DnsLoop(LongSupplier nanos) throws IOException {
    this.selector = Selector.open();
    this.nanos = nanos;
  }

  /// Runs the work in the next step, from any thread.
  void post(Runnable work) {
    posted.add(work);
    selector.wakeup();
  }

  void step() throws IOException {
    selector.select(DnsLoop::ready, waiting.isEmpty() ? 0 : EXPIRY_CHECK_MILLIS);
    for (Runnable work = posted.poll(); work != null; work = posted.poll()) work.run();
    expire();
  }

  private static void ready(SelectionKey key) {
    if (key.isValid()) ((Handler) key.attachment()).ready();
  }

  private void expire() {
    if (waiting.isEmpty()) return;
    long now = nanos.getAsLong();
    List<Handler.Expiring> late =
        waiting.stream().filter(each -> each.deadline() - now <= 0).toList();
    late.forEach(Handler.Expiring::expire);
  }

  SelectionKey register(SelectableChannel channel, int operations, Handler handler)
      throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, handler);
  }

  void watch(Handler.Expiring handler) {
    waiting.add(handler);
  }

  void unwatch(Handler.Expiring handler) {
    waiting.remove(handler);
  }

  long deadline(long seconds) {
    return nanos.getAsLong() + seconds * 1_000_000_000L;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) key.channel().close();
    selector.close();
  }
}
