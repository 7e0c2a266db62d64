package io.jorch.core.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Bytes on their way up and down.
@Timeout(60)
class RemoteBytesIT extends TwoSides {
  @Test
  void uploadsAreWholeAndProgressComesMeanwhile() throws IOException {
    long size = 64L << 20;
    List<String> progress = new ArrayList<>();
    String expected = answers.upload(Answers.pattern(size, false), text -> {});
    assertEquals(expected, far.upload(Answers.pattern(size, false), progress::add));
    assertEquals(64, progress.size());
  }

  @Test
  void anUploadThatBreaksIsToldBothSides() {
    IOException error =
        assertThrows(IOException.class, () -> far.upload(Answers.pattern(100, true), text -> {}));
    assertEquals("the disk is on fire", error.getMessage());
  }

  @Test
  void downloadsAreWhole() throws IOException {
    byte[] expected = Answers.pattern(3_000_001, false).readAllBytes();
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    assertEquals(expected.length, far.download(expected.length, got));
    assertArrayEquals(expected, got.toByteArray());
    try (InputStream bulk = far.bulk(expected.length, false)) {
      assertArrayEquals(expected, bulk.readAllBytes());
      assertEquals(-1, bulk.read());
    }
  }

  @Test
  void aDownloadThatCannotBeKeptEndsTheCall() throws InterruptedException {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("no space left");
          }
        };
    IOException error = assertThrows(IOException.class, () -> far.download(1L << 40, full));
    assertEquals("no space left", error.getMessage());
    sockets.serving.take().join();
  }

  @Test
  void aReturnedStreamThatBreaksOrIsLeftEnds() throws Exception {
    try (InputStream bulk = far.bulk(70_000, true)) {
      assertEquals(70_000, bulk.readNBytes(70_000).length);
      IOException error = assertThrows(IOException.class, bulk::read);
      assertEquals("the disk is on fire", error.getMessage());
    }
    try (InputStream bulk = far.bulk(1L << 40, false)) {
      assertEquals(10, bulk.readNBytes(10).length);
    }
    sockets.serving.take().join();
    sockets.serving.take().join();
  }
}
