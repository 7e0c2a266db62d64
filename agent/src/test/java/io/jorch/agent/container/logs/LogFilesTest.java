package io.jorch.agent.container.logs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
  private static final Instant T0 = Instant.parse("2026-01-02T03:04:05.000000006Z");
  private static final LogStream OUT = LogStream.STDOUT;
  private static final LogStream ERR = LogStream.STDERR;

  @TempDir Path log;
  private final ByteBuffer buffer = ByteBuffer.allocate(LogWriter.BUFFER_SIZE);

  @Test
  void writesLinesThatTailAndGrepCanRead() throws Exception {
    try (LogWriter writer = LogWriter.open(log, Rotation.DEFAULT)) {
      write(writer, OUT, 0, "one\ntwo");
      write(writer, ERR, 1, "bad\n");
      write(writer, OUT, 2, " and a half\n\nlast");
    }
    assertEquals(
        """
        2026-01-02T03:04:05.000000006Z o| one
        2026-01-02T03:04:05.000000006Z o< two
        2026-01-02T03:04:06.000000006Z e| bad
        2026-01-02T03:04:07.000000006Z o>  and a half
        2026-01-02T03:04:07.000000006Z o|\s
        2026-01-02T03:04:07.000000006Z o< last
        """,
        Files.readString(log.resolve("00000001.log")));
    assertEquals(List.of("one", "bad", "two and a half", "", "last~"), lines(Query.ALL));
    assertEquals(List.of("bad"), lines(Query.ALL.only(ERR)));
  }

  @Test
  void restoresAnyBytesExactlyThroughRotationAndRestarts() throws Exception {
    Random random = new Random(7);
    ByteArrayOutputStream[] written = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
    Rotation rotation = new Rotation(50_000, 1000);
    LogWriter writer = LogWriter.open(log, rotation);
    for (int i = 0; i < 200; i++) {
      byte[] chunk = new byte[1 + random.nextInt(i % 10 == 0 ? 65_536 : 300)];
      random.nextBytes(chunk);
      if (i % 7 == 0) Arrays.fill(chunk, (byte) 'x');
      int stream = random.nextInt(2);
      written[stream].write(chunk);
      writer.write(stream == 0 ? OUT : ERR, T0, ByteBuffer.wrap(chunk), buffer);
      if (i % 20 != 0) continue;
      writer.close();
      writer = LogWriter.open(log, rotation);
    }
    writer.close();
    assertTrue(new Segments(log).numbers().size() > 5);
    assertArrayEquals(written[0].toByteArray(), bytes(Query.ALL.only(OUT)));
    assertArrayEquals(written[1].toByteArray(), bytes(Query.ALL.only(ERR)));
  }

  @Test
  void keepsTheNewestSegmentsOnly() throws Exception {
    try (LogWriter writer = LogWriter.open(log, new Rotation(1000, 3))) {
      for (int i = 0; i < 200; i++) write(writer, OUT, i, "line " + i + "\n");
    }
    List<String> lines = lines(Query.ALL);
    assertEquals(3, new Segments(log).numbers().size());
    assertEquals("line 199", lines.getLast());
    assertTrue(lines.size() > 40 && lines.size() < 80, lines.size() + " lines");
    assertEquals("line " + (200 - lines.size()), lines.getFirst());
  }

  @Test
  void readsTheLastLinesBackwardsAcrossSegmentsAndBlocks() throws Exception {
    try (LogWriter writer = LogWriter.open(log, new Rotation(200_000, 10))) {
      for (int i = 0; i < 10_000; i++) write(writer, i % 3 == 0 ? ERR : OUT, i, "line " + i + "\n");
    }
    assertTrue(new Segments(log).numbers().size() > 2);
    for (int n : new int[] {0, 1, 2, 1500, 1501, 4567, 9999, 10_000, 20_000}) {
      List<String> lines = lines(Query.ALL.withTail(n));
      assertEquals(Math.min(n, 10_000), lines.size());
      if (n > 0) assertEquals("line " + Math.max(0, 10_000 - n), lines.getFirst());
    }
    assertEquals(List.of("line 9996", "line 9999"), lines(Query.ALL.only(ERR).withTail(2)));
  }

  @Test
  void selectsByTime() throws Exception {
    try (LogWriter writer = LogWriter.open(log, Rotation.DEFAULT)) {
      for (int i = 0; i < 10; i++) write(writer, OUT, i, i + "\n");
    }
    Query query = Query.ALL.withSince(T0.plusSeconds(3)).withUntil(T0.plusSeconds(5));
    assertEquals(List.of("3", "4", "5"), lines(query));
  }

  @Test
  void continuesARecordThatAKilledWriterLeftTorn() throws Exception {
    Files.createDirectories(log);
    Path segment = log.resolve("00000001.log");
    Files.writeString(segment, "2026-01-02T03:04:05.000000006Z o| whole\n");
    Files.writeString(segment, "2026-01-02T03:04:05.000000006Z o| be", StandardOpenOption.APPEND);
    try (LogWriter writer = LogWriter.open(log, Rotation.DEFAULT)) {
      write(writer, OUT, 0, "gun\n");
    }
    assertEquals(List.of("whole", "begun"), lines(Query.ALL));
    Files.writeString(segment, "2026-01-02T03:0", StandardOpenOption.APPEND);
    try (LogWriter writer = LogWriter.open(log, Rotation.DEFAULT)) {
      write(writer, OUT, 0, "next\n");
    }
    assertEquals(List.of("whole", "begun", "next"), lines(Query.ALL));
  }

  @Test
  void mergesLogsByTime() throws Exception {
    Path other = log.resolve("other");
    try (LogWriter a = LogWriter.open(log, Rotation.DEFAULT);
        LogWriter b = LogWriter.open(other, Rotation.DEFAULT)) {
      for (int i = 0; i < 6; i++) write(i % 2 == 0 ? a : b, OUT, i, "line " + i + "\n");
    }
    List<String> merged = new ArrayList<>();
    LogMerge.read(
        List.of(LogReader.of(log), LogReader.of(other)),
        Query.ALL,
        (index, entry) -> merged.add(index + entry.text()));
    assertEquals(List.of("0line 0", "1line 1", "0line 2", "1line 3", "0line 4", "1line 5"), merged);
  }

  @Test
  void aLogThatDoesNotExistIsEmpty() throws Exception {
    assertEquals(List.of(), lines(Query.ALL.withTail(3).following()));
  }

  private void write(LogWriter writer, LogStream stream, int seconds, String text)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    writer.write(stream, T0.plusSeconds(seconds), chunk, buffer);
  }

  /// A tilde for the newline that is missing.
  private List<String> lines(Query query) throws Exception {
    List<String> lines = new ArrayList<>();
    LogReader.of(log).read(query, e -> lines.add(e.text() + (e.newline() ? "" : "~")));
    return lines;
  }

  private byte[] bytes(Query query) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LogReader.of(log)
        .read(
            query,
            entry -> {
              bytes.write(entry.bytes());
              if (entry.newline()) bytes.write('\n');
              return true;
            });
    return bytes.toByteArray();
  }
}
