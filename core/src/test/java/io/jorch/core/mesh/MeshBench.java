package io.jorch.core.mesh;

import io.jorch.core.model.NodeRole;
import java.io.IOException;
import java.io.OutputStream;

/// Prints what one stream carries and how fast streams are opened, both ends in this process.
final class MeshBench {
  private static final int ROUNDS = 5;
  private static final int MEGABYTES = 512;
  private static final int OPENINGS = 500;

  private MeshBench() {}

  public static void main(String[] arguments) throws IOException {
    try (TestNodes nodes = new TestNodes()) {
      Mesh a = nodes.start('a', NodeRole.MANAGER);
      Mesh b = nodes.start('b', NodeRole.MANAGER);
      b.register("sink", stream -> stream.input().transferTo(OutputStream.nullOutputStream()));
      for (int i = 0; i < ROUNDS; i++) {
        System.out.printf(
            "one stream: %.0f MB/s; opened and ended: %.0f a second%n", carried(a), opened(a));
      }
    }
  }

  private static double carried(Mesh mesh) throws IOException {
    byte[] block = new byte[1 << 20];
    long start = System.nanoTime();
    try (MeshStream stream = mesh.open(TestNodes.id('b'), "sink")) {
      for (int i = 0; i < MEGABYTES; i++) {
        stream.output().write(block);
      }
      stream.end();
      stream.input().readAllBytes();
    }
    return MEGABYTES * 1.048576 * 1e9 / (System.nanoTime() - start);
  }

  private static double opened(Mesh mesh) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < OPENINGS; i++) {
      try (MeshStream stream = mesh.open(TestNodes.id('b'), "sink")) {
        stream.end();
        stream.input().readAllBytes();
      }
    }
    return OPENINGS * 1e9 / (System.nanoTime() - start);
  }
}
