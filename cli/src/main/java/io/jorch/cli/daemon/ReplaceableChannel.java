package io.jorch.cli.daemon;

import io.jorch.core.remote.Channel;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A channel to a manager, closed as soon as another manager decides in its place: whoever waits
/// for an answer of one that is frozen would wait for long.
final class ReplaceableChannel implements Channel {
  private static final long LOOK_MILLIS = 100;

  private final Channel channel;
  private final BooleanSupplier replaced;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean givenUp;

  ReplaceableChannel(Channel channel, BooleanSupplier replaced) {
    this.channel = channel;
    this.replaced = replaced;
    Thread.ofVirtual().name("watch-manager").start(this::watch);
  }

  private void watch() {
    try {
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (!replaced.getAsBoolean()) continue;
        givenUp = true;
        close();
      }
    } catch (InterruptedException | IOException e) {
      // nobody interrupts this thread, and a channel that cannot be closed has ended
    }
  }

  @Override
  public InputStream in() {
    return new FilterInputStream(channel.in()) {
      @Override
      public int read() throws IOException {
        try {
          return super.read();
        } catch (IOException e) {
          throw explained(e);
        }
      }

      @Override
      public int read(byte[] to, int from, int length) throws IOException {
        try {
          return super.read(to, from, length);
        } catch (IOException e) {
          throw explained(e);
        }
      }
    };
  }

  private IOException explained(IOException failure) {
    return givenUp ? new IOException("another manager decides by now", failure) : failure;
  }

  @Override
  public OutputStream out() {
    return channel.out();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    channel.close();
  }
}
