package io.jorch.core.cluster;

/// Something that listens until it is closed.
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
