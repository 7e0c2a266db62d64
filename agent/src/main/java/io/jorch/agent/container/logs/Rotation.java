package io.jorch.agent.container.logs;

/// How much of a log is kept.
///
/// @param maxSize bytes of a segment on disk, after which the next is begun
/// @param maxFiles number of segments, the one being written included
public record Rotation(long maxSize, int maxFiles) {
  public static final Rotation DEFAULT = new Rotation(10L << 20, 3);

  public Rotation {
    if (maxSize < 1) throw new IllegalArgumentException("max-size " + maxSize + " is below 1 byte");
    if (maxFiles < 1) throw new IllegalArgumentException("max-file " + maxFiles + " is below 1");
  }
}
