package io.jorch.core.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;

/// A connection that has its TLS handshake behind it, frame by frame.
final class Wires {
  private final Socket plain;
  private final InputStream in;
  private final OutputStream out;
  private final ReentrantLock sending = new ReentrantLock();
  private volatile long lastSent = System.nanoTime();
  private volatile boolean ended;
  private boolean shut;

  Wires(Socket plain, SSLSocket tls) throws IOException {
    this.plain = plain;
    this.in = tls.getInputStream();
    this.out = tls.getOutputStream();
  }

  Optional<Frame> read() throws IOException {
    return Frame.read(in);
  }

  /// Says nothing any more after [#shut].
  void send(Frame frame) throws IOException {
    sending.lock();
    try {
      write(frame);
    } finally {
      sending.unlock();
    }
  }

  private void write(Frame frame) throws IOException {
    if (!shut) {
      // Before it is sent: the peer's answer must not find this unset.
      ended |= frame.kind() == Frame.Kind.END;
      out.write(frame.bytes());
      out.flush();
      lastSent = System.nanoTime();
    }
  }

  /// Whether END was sent, or is about to be.
  boolean ended() {
    return ended;
  }

  /// Gives a sign of life, unless something is being sent or was not long ago.
  void pulse(long quietNanos) throws IOException {
    if (System.nanoTime() - lastSent >= quietNanos && sending.tryLock()) {
      try {
        write(Frame.of(Frame.Kind.PULSE));
      } finally {
        sending.unlock();
      }
    }
  }

  /// Sends nothing more, and lets the peer know. What it still sends is to be read to the end:
  /// closing with bytes unread would reset the connection, and take what the peer has not read yet.
  void shut() throws IOException {
    sending.lock();
    try {
      if (!shut) {
        shut = true;
        plain.shutdownOutput();
      }
    } finally {
      sending.unlock();
    }
  }

  void silence(int millis) throws IOException {
    plain.setSoTimeout(millis);
  }

  void close() {
    Sockets.close(plain);
  }
}
