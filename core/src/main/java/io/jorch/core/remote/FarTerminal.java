package io.jorch.core.remote;

import io.jorch.core.node.Terminal;
import io.jorch.core.node.Terminal.Input;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The caller's terminal, on the serving side. When the link is lost, the caller has hung up.
final class FarTerminal implements Terminal {
  private static final int HANG_UP_SECONDS = 2;
  private final Link link;
  private final int slot;
  private final Inbox inbox;
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private volatile boolean listening;
  private volatile boolean over;

  FarTerminal(Link link, int slot, Inbox inbox) {
    this.link = link;
    this.slot = slot;
    this.inbox = inbox;
  }

  @Override
  public void output(Stream stream, byte[] bytes, int offset, int length) throws IOException {
    new SentStream(link, TerminalFrames.kind(stream), slot).write(bytes, offset, length);
  }

  @Override
  public void onInput(Consumer<Input> handler) {
    listening = true;
    Thread.ofVirtual().name("remote-input").start(() -> deliver(handler));
  }

  private void deliver(Consumer<Input> handler) {
    try {
      Input next;
      do {
        Frame frame = inbox.take();
        next = TerminalFrames.input(frame);
        handler.accept(next);
        link.used(frame);
      } while (!(next instanceof Input.HangUp));
    } catch (IOException e) {
      if (!over) handler.accept(new Input.HangUp());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hungUp.countDown();
    }
  }

  /// The command has ended: what still comes is for nobody.
  void over() {
    over = true;
  }

  /// Gives whoever takes the input time to react to the end of the link.
  void awaitHangUp() throws InterruptedException {
    if (listening) hungUp.await(HANG_UP_SECONDS, TimeUnit.SECONDS);
  }
}
