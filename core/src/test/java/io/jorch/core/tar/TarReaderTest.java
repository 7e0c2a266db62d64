package io.jorch.core.tar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TarReaderTest {
  private static final List<TarOutput.Header> HEADERS =
      List.of(
          header('5', "dir/", "", 0, 0, 7),
          header('0', "dir/plain", "", 700, 0, 1_700_000_000),
          header('0', "dir/" + "long".repeat(60), "", 512, 1234, 5),
          header('0', "dir/ümläut ✓", "", 0, 4_000_000_000L, -9),
          header('2', "dir/link", "target/" + "far".repeat(50), 0, 0, 0),
          header('1', "dir/other", "dir/plain", 0, 0, 0));

  private static TarOutput.Header header(
      char type, String name, String link, long size, long uid, long seconds) {
    return new TarOutput.Header(type, name, link, 0640, uid, uid, size, seconds, 0, 0, Map.of());
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarOutput out = new TarOutput(bytes);
    for (TarOutput.Header each : HEADERS) {
      out.header(each);
      byte[] content = content(each);
      if (content.length > 0) {
        out.content(each.name(), new ByteArrayInputStream(content), content.length);
      }
    }
    out.finish();
    return bytes.toByteArray();
  }

  private static byte[] content(TarOutput.Header header) {
    byte[] content = new byte[(int) header.size()];
    Arrays.fill(
        content, header.name().getBytes(StandardCharsets.UTF_8)[4 % header.name().length()]);
    return content;
  }

  @Test
  void everythingThatWasWrittenIsReadAgain() throws IOException {
    TarReader in = new TarReader(new ByteArrayInputStream(archive()));
    List<TarOutput.Header> read = new ArrayList<>();
    for (var next = in.next(); next.isPresent(); next = in.next()) {
      read.add(next.get());
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      in.copyTo(content);
      assertEquals(Arrays.toString(content(next.get())), Arrays.toString(content.toByteArray()));
    }
    assertEquals(HEADERS, read);
  }

  @Test
  void contentThatNobodyReadsIsPassedOver() throws IOException {
    TarReader in = new TarReader(new ByteArrayInputStream(archive()));
    List<String> names = new ArrayList<>();
    for (var next = in.next(); next.isPresent(); next = in.next()) names.add(next.get().name());
    assertEquals(HEADERS.stream().map(TarOutput.Header::name).toList(), names);
  }

  @Test
  void anArchiveThatEndsAnywhereIsRefused() throws IOException {
    byte[] whole = archive();
    for (int length = 0; length < whole.length - 1024; length += 97) {
      TarReader in = new TarReader(new ByteArrayInputStream(whole, 0, length));
      assertThrows(
          EOFException.class,
          () -> {
            Optional<TarOutput.Header> next = in.next();
            while (next.isPresent()) {
              in.copyTo(new ByteArrayOutputStream());
              next = in.next();
            }
          },
          "cut at " + length);
    }
  }
}
