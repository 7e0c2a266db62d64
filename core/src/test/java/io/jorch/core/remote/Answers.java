package io.jorch.core.remote;

import io.jorch.core.model.StackName;
import io.jorch.core.model.TaskId;
import io.jorch.core.node.CommandException;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.Terminal;
import io.jorch.core.node.Terminal.Input;
import io.jorch.core.node.Terminal.Stream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Answers on the serving side, and what was seen there.
final class Answers implements Everything {
  final AtomicInteger sent = new AtomicInteger();
  final CountDownLatch interrupted = new CountDownLatch(1);
  final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  /// A kind of exception that both sides of a test know.
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    final int grade;

    Refused(int grade, String message) {
      super(message);
      this.grade = grade;
    }
  }

  static final ErrorForm<Refused> REFUSED =
      new ErrorForm<>(
          Refused.class,
          error -> Integer.toString(error.grade),
          (grade, message) -> new Refused(Integer.parseInt(grade), message));

  @Override
  public String text(
      String text, int whole, long large, double fraction, boolean truth, TimeUnit constant) {
    return text + whole + large + fraction + truth + constant;
  }

  @Override
  public List<Object> values(
      TaskId id,
      Optional<String> perhaps,
      OptionalInt number,
      List<StackName> names,
      Set<String> words,
      Map<StackName, Integer> counts,
      Instant time,
      Path path,
      LogQuery query) {
    return List.of(
        id.value(),
        perhaps.orElse("none"),
        number.orElse(-1),
        names.toString(),
        words.toString(),
        counts.toString(),
        time.toString(),
        path.toString(),
        query.toString());
  }

  @Override
  public Map<String, Object> anything() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", 7);
    map.put("large", 1L << 40);
    map.put("fraction", 0.5);
    map.put("nothing", Optional.empty());
    map.put("list", List.of(Map.of("a", true), "text"));
    map.put("record", new LogQuery(OptionalInt.of(3), Optional.empty(), Optional.empty(), true));
    return map;
  }

  @Override
  public Optional<LogQuery> perhaps(boolean there) {
    return there ? Optional.of(query(1)) : Optional.empty();
  }

  static LogQuery query(int number) {
    return new LogQuery(OptionalInt.of(number), Optional.empty(), Optional.empty(), false);
  }

  @Override
  public void items(int count, Consumer<? super LogQuery> sink) {
    for (int i = 0; i < count; i++) sink.accept(query(i));
  }

  @Override
  public void numbers(int count, Consumer<Integer> sink) {
    try {
      for (int i = 0; i < count; i++) {
        sink.accept(i);
        sent.incrementAndGet();
      }
    } catch (UncheckedIOException e) {
      if (Thread.currentThread().isInterrupted()) interrupted.countDown();
      else awaitInterrupt();
      throw e;
    }
  }

  @Override
  public String upload(InputStream bytes, Consumer<String> progress) throws IOException {
    MessageDigest hash = sha256();
    byte[] buffer = new byte[10_000];
    long total = 0;
    for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
      hash.update(buffer, 0, n);
      if (total / (1 << 20) != (total + n) / (1 << 20))
        progress.accept("MiB " + ((total + n) >> 20));
      total += n;
    }
    return total + " " + new BigInteger(1, hash.digest()).toString(16);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long download(long size, OutputStream to) throws IOException {
    pattern(size, false).transferTo(to);
    to.close();
    return size;
  }

  @Override
  public InputStream bulk(long size, boolean breaks) {
    return pattern(size, breaks);
  }

  /// Bytes that depend on their place.
  static InputStream pattern(long size, boolean breaks) {
    return new InputStream() {
      private long at;

      @Override
      public int read() throws IOException {
        if (at == size && breaks) throw new IOException("the disk is on fire");
        return at == size ? -1 : (int) (((at++ * 31) >> 3) & 0xff);
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (at == size) return read();
        int count = (int) Math.min(length, size - at);
        for (int i = 0; i < count; i++) target[offset + i] = (byte) read();
        return count;
      }
    };
  }

  /// Says back in capitals what it is told, until the end of the input; `q` ends it with 7.
  @Override
  public int dialogue(Terminal terminal) throws IOException {
    BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    terminal.onInput(inputs::add);
    say(terminal, Stream.STDERR, "ready");
    try {
      while (true) {
        switch (inputs.take()) {
          case Input.Data data -> {
            String text = StandardCharsets.UTF_8.decode(data.bytes()).toString();
            if (text.equals("q")) return 7;
            say(terminal, Stream.STDOUT, text.toUpperCase(java.util.Locale.ROOT));
          }
          case Input.Eof _ -> {
            return 0;
          }
          case Input.HangUp _ -> seen.add("hang-up");
          case Input.Resize size -> seen.add(size.columns() + "x" + size.rows());
          case Input.Signal signal -> seen.add("signal " + signal.number());
        }
      }
    } catch (InterruptedException e) {
      seen.add("interrupted");
      throw new IOException("given up", e);
    }
  }

  private static void say(Terminal terminal, Stream stream, String text) throws IOException {
    byte[] bytes = (".." + text).getBytes(StandardCharsets.UTF_8);
    terminal.output(stream, bytes, 2, bytes.length - 2);
  }

  @Override
  public void wait(String name) throws IOException {
    seen.add(name);
    awaitInterrupt();
    throw new IOException("given up");
  }

  private void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void fail(String how) throws IOException {
    switch (how) {
      case "told" -> throw new IOException("pull of x: the registry is down; try again later");
      case "command" -> throw new CommandException(CommandException.NOT_FOUND, "no such program");
      case "refused" -> throw new Refused(3, "stack x does not exist");
      case "argument" -> throw new IllegalArgumentException("'x' is not a name");
      case "unchecked" -> throw new UncheckedIOException(new IOException("the disk is full"));
      case "bug" -> throw new IllegalStateException("that was not expected");
      default -> throw new StackOverflowError();
    }
  }

  @Override
  public String large(String text) {
    return text + new ByteArrayInputStream(new byte[0]).available();
  }

  @Override
  public Thread refused() {
    return Thread.currentThread();
  }
}
