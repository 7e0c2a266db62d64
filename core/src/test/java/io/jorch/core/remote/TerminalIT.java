package io.jorch.core.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.node.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TerminalIT extends TwoSides {
  private final Typist typist = new Typist();

  /// A person at a terminal.
  private static final class Typist implements Terminal {
    final CompletableFuture<Consumer<Input>> handler = new CompletableFuture<>();
    final LinkedBlockingQueue<String> shown = new LinkedBlockingQueue<>();

    @Override
    public void output(Stream stream, byte[] bytes, int offset, int length) {
      shown.add(stream + " " + new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void onInput(Consumer<Input> taker) {
      handler.complete(taker);
    }

    void does(Input input) {
      handler.join().accept(input);
    }

    void types(String text) {
      does(new Input.Data(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }
  }

  private CompletableFuture<Integer> begin() {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                code.complete(far.dialogue(typist));
              } catch (IOException e) {
                code.completeExceptionally(e);
              }
            });
    return code;
  }

  @Test
  void aDialogueGoesBothWaysAndEndsWithItsCode() throws Exception {
    CompletableFuture<Integer> code = begin();
    assertEquals("STDERR ready", typist.shown.take());
    typist.types("hello");
    assertEquals("STDOUT HELLO", typist.shown.take());
    typist.does(new Terminal.Input.Resize(120, 40));
    typist.does(new Terminal.Input.Signal(2));
    typist.does(new Terminal.Input.HangUp());
    assertEquals("120x40", answers.seen.take());
    assertEquals("signal 2", answers.seen.take());
    assertEquals("hang-up", answers.seen.take());
    sockets.cut();
    assertThrows(Exception.class, code::get);
  }

  @Test
  void theEndOfTheInputAndOfTheCommandAreTold() throws Exception {
    CompletableFuture<Integer> code = begin();
    typist.types("q");
    assertEquals(7, code.get());
    typist.does(new Terminal.Input.HangUp()); // too late, and nobody's loss
    Typist other = new Typist();
    var _ = other.handler.thenAccept(handler -> handler.accept(new Terminal.Input.Eof()));
    assertEquals(0, far.dialogue(other));
    sockets.serving.take().join();
    sockets.serving.take().join();
    assertEquals(0, answers.seen.size());
  }

  @Test
  void aLostCallerHangsUpBeforeTheCommandIsInterrupted() throws Exception {
    CompletableFuture<Integer> code = begin();
    assertEquals("STDERR ready", typist.shown.take());
    sockets.cut();
    assertEquals("hang-up", answers.seen.take());
    assertEquals("interrupted", answers.seen.take());
    assertThrows(Exception.class, code::get);
  }
}
