package io.jorch.core.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.remote.Frame.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FramesTest {
  private static byte[] written(Frame... frames) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Outbox outbox = new Outbox(bytes, Pulse.DEFAULT);
    for (Frame each : frames) outbox.add(each);
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    outbox.run();
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    outbox.finish();
    writer.join();
    return bytes.toByteArray();
  }

  private static FrameReader reader(byte[] bytes) {
    return new FrameReader(new ByteArrayInputStream(bytes), () -> {});
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void framesOfAllLengthsComeBackInTheirOrder() throws Exception {
    int[] lengths = {
      0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 3, 1_000_000, 0, 17, 65_536, 2
    };
    Frame[] frames = new Frame[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      frames[i] = new Frame(i % 2 == 0 ? Kind.ITEM : Kind.VALUE, 255 - i, random(lengths[i]));
    }
    FrameReader reader = reader(written(frames));
    for (Frame each : frames) {
      Frame found = reader.next();
      assertEquals(each.kind(), found.kind());
      assertEquals(each.slot(), found.slot());
      assertArrayEquals(each.payload(), found.payload());
    }
    assertThrows(EOFException.class, reader::next);
  }

  @Test
  void aStreamThatEndsWithinAFrameIsAnEnd() throws Exception {
    byte[] bytes = written(new Frame(Kind.DATA, 1, random(100)));
    for (int length = 0; length < bytes.length; length++) {
      assertThrows(EOFException.class, reader(Arrays.copyOf(bytes, length))::next);
    }
  }

  @Test
  void whatIsNoFrameIsRefused() {
    assertThrows(IOException.class, reader(new byte[] {99, 0, 0, 0, 0, 0})::next);
    assertThrows(IOException.class, reader(new byte[] {17, 0, 0, 1, 0, 1})::next);
    assertThrows(IOException.class, reader(new byte[] {17, 0, -1, 0, 0, 0})::next);
  }

  @Test
  void anEndlessValueIsRefused() {
    byte[] part = new byte[Frame.HEADER + Frame.LONGEST];
    part[0] = (byte) (Kind.VALUE.code() | Frame.MORE);
    part[3] = 1;
    AtomicInteger parts = new AtomicInteger();
    List<ByteArrayInputStream> many =
        Stream.generate(() -> new ByteArrayInputStream(part)).limit(2000).toList();
    FrameReader reader =
        new FrameReader(
            new SequenceInputStream(Collections.enumeration(many)), parts::incrementAndGet);
    assertThrows(IOException.class, reader::next);
    assertEquals(Frame.LONGEST_VALUE / Frame.LONGEST + 1, parts.get());
  }

  @Test
  void creditIsGivenBackAsItIsUsedAndNotExceeded() throws Exception {
    Credits credits = new Credits();
    int cost = Credits.WINDOW / 8;
    for (int i = 0; i < 8; i++) {
      credits.spend(3, cost);
      credits.received(3, cost);
    }
    assertThrows(IOException.class, () -> credits.received(3, cost), "the window is full");
    assertEquals(0, credits.used(3, cost), "too little to say");
    assertEquals(2 * cost, credits.used(3, cost));
    credits.granted(3, new byte[] {0, 4, 0, 0});
    credits.spend(3, cost);
    assertThrows(IOException.class, () -> credits.granted(4, new byte[] {0, 4, 0, 0}));
    assertThrows(IOException.class, () -> credits.granted(3, new byte[] {-1, 0, 0, 0}));
    assertThrows(IOException.class, () -> credits.granted(3, new byte[] {1}));
    credits.end(new IOException("over"));
    assertThrows(IOException.class, () -> credits.spend(5, 1));
  }
}
