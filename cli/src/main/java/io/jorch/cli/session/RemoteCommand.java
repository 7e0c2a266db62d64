package io.jorch.cli.session;

import io.jorch.cli.client.Daemon;
import io.jorch.cli.http.Frames;
import io.jorch.cli.http.Frames.Frame;
import io.jorch.cli.term.Failed;
import io.jorch.cli.term.RawMode;
import io.jorch.cli.term.Signals;
import io.jorch.cli.term.Size;
import io.jorch.cli.term.Stty;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Carries a session over frames until the command ends.
///
/// @param tty the command has a terminal: keys go to it untouched, Ctrl-C too
/// @param signals without a terminal, the command gets the signals that this process gets
/// @param keys with a terminal, what leaves the command running
/// @param stdin bytes to send; empty sends none
public record RemoteCommand(
    boolean tty,
    boolean signals,
    DetachKeys keys,
    Optional<InputStream> stdin,
    OutputStream stdout,
    OutputStream stderr)
    implements Daemon.Session {
  /// A command that lives and dies with its caller.
  public RemoteCommand(
      boolean tty, Optional<InputStream> stdin, OutputStream stdout, OutputStream stderr) {
    this(tty, true, DetachKeys.parse(""), stdin, stdout, stderr);
  }

  static final int STDIN = 0;
  static final int STDIN_END = 1;
  static final int RESIZE = 2;
  static final int SIGNAL = 3;
  static final int STDOUT = 16;
  static final int STDERR = 17;
  static final int EXIT = 18;
  static final int ERROR = 19;

  private static final List<String> FORWARDED = List.of("INT", "TERM", "HUP", "USR2");

  @Override
  public int run(Frames frames) throws IOException {
    if (!tty) {
      if (signals)
        FORWARDED.forEach(
            name -> Signals.on(name, number -> trySend(frames, SIGNAL, (byte) number)));
      return exchange(frames);
    }
    try (RawMode _ = Stty.raw()) {
      Signals.on("WINCH", number -> trySend(frames, RESIZE, resize(Stty.size())));
      trySend(frames, RESIZE, resize(Stty.size()));
      return exchange(frames);
    }
  }

  private int exchange(Frames frames) throws IOException {
    Thread pump = new Thread(() -> pump(frames), "stdin");
    pump.setDaemon(true);
    pump.start();
    try {
      return receive(frames);
    } catch (IOException e) {
      if (keys.areComplete()) return 0;
      throw e;
    }
  }

  private int receive(Frames frames) throws IOException {
    for (Optional<Frame> next = frames.next(); next.isPresent(); next = frames.next()) {
      byte[] payload = next.get().payload();
      switch (next.get().type()) {
        case STDOUT -> write(stdout, payload);
        case STDERR -> write(stderr, payload);
        case EXIT -> {
          return ByteBuffer.wrap(payload).getInt();
        }
        case ERROR -> throw error(payload);
        default -> {
          // a newer daemon may say more; what is not understood does no harm
        }
      }
    }
    throw new IOException("it ended while the command ran");
  }

  private static Failed error(byte[] payload) {
    int code = payload.length == 0 ? 125 : payload[0] & 0xff;
    int length = Math.max(0, payload.length - 1);
    return new Failed(
        code, new String(payload, payload.length - length, length, StandardCharsets.UTF_8));
  }

  private static void write(OutputStream target, byte[] bytes) throws IOException {
    target.write(bytes);
    target.flush();
  }

  private void pump(Frames frames) {
    try {
      if (stdin.isPresent()) copy(stdin.get(), frames);
      if (keys.areComplete()) frames.close();
      else frames.send(STDIN_END, new byte[0]);
    } catch (IOException e) {
      // the command ended first: its exit code arrives on the other thread
    }
  }

  private void copy(InputStream from, Frames frames) throws IOException {
    byte[] block = new byte[16 * 1024];
    for (int count = from.read(block); count >= 0; count = from.read(block)) {
      byte[] typed = tty ? keys.pass(block, count) : Arrays.copyOf(block, count);
      if (typed.length > 0) frames.send(STDIN, typed);
      if (keys.areComplete()) return;
    }
  }

  static byte[] resize(Size size) {
    return ByteBuffer.allocate(4)
        .putShort((short) size.columns())
        .putShort((short) size.rows())
        .array();
  }

  private static void trySend(Frames frames, int type, byte... payload) {
    try {
      frames.send(type, payload);
    } catch (IOException e) {
      // the connection is gone, which the reading thread reports
    }
  }
}
