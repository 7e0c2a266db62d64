package io.jorch.cli.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedBodyTest {
  private static InputStream body(String text) {
    return new ChunkedBody(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String read(String text) throws IOException {
    return new String(body(text).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void joinsChunks() throws IOException {
    assertEquals("hello world", read("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"));
  }

  @Test
  void ignoresExtensionsAndTrailersAndTheCaseOfSizes() throws IOException {
    assertEquals("0123456789", read("A;a=b\r\n0123456789\r\n0\r\nX: y\r\n\r\n"));
  }

  @Test
  void isEmptyWhenTheFirstChunkIsTheLast() throws IOException {
    assertEquals("", read("0\r\n\r\n"));
  }

  @Test
  void handsOutWhatArrivedOfAChunk() throws IOException {
    InputStream body = body("5\r\nhello\r\n0\r\n\r\n");
    assertEquals("he", new String(body.readNBytes(2), StandardCharsets.UTF_8));
    assertEquals("llo", new String(body.readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(-1, body.read());
  }

  @Test
  void readsByteByByte() throws IOException {
    InputStream body = body("1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
    assertEquals('a', body.read());
    assertEquals('b', body.read());
    assertEquals(-1, body.read());
    assertEquals(-1, body.read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "5\r\nhello\r\n0\r\n", ""})
  void refusesToTakeACutConnectionForAnEnd(String text) {
    assertThrows(EOFException.class, () -> read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x\r\n", "-1\r\n", "\r\n", "5\r\nhello!\r\n0\r\n\r\n", "fffffffffffffffff\r\n"})
  void refusesBrokenSizes(String text) {
    assertThrows(ProtocolException.class, () -> read(text));
  }
}
