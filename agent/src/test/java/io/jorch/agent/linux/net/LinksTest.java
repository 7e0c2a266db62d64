package io.jorch.agent.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LinksTest {
  @BeforeAll
  static void bytesBelowAreLittleEndian() {
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
        "netlink speaks the machine's own byte order");
  }

  @Test
  void bringsUpALinkByName() {
    String header = "28000000" + "1000" + "0100" + "00000000" + "00000000";
    String link = "00" + "00" + "0000" + "00000000" + "01000000" + "01000000";
    String name = "0700" + "0300" + hex("lo\0") + "00";
    assertEquals(header + link + name, Links.up("lo").hex());
  }

  @Test
  void bridgeIsMadeExclusivelyWithItsOwnMac() {
    String message = Links.bridge("jo-x", Mac.parse("02:6a:0a:00:00:01"), 1400).hex();
    assertEquals("1000" + "0106", message.substring(8, 16));
    assertContains(message, "0a00" + "0100" + "026a0a000001" + "0000");
    assertContains(message, "0800" + "0400" + "78050000");
    assertContains(message, "0b00" + "0100" + hex("bridge\0") + "00");
    assertContains(message, "0500" + "1700" + "00" + "000000");
  }

  @Test
  void groupIsDeletedByNumberAlone() {
    assertEquals(
        "28000000"
            + "1100"
            + "0100"
            + "0".repeat(16)
            + "0".repeat(32)
            + "0800"
            + "1b00"
            + "07000000",
        Links.deleteGroup(7).hex());
  }

  @Test
  void attributesWithImpossibleLengthsEndTheReading() {
    Attributes read =
        new Attributes(bytes("0800" + "0400" + "dc050000" + "ff00" + "0300" + "61626300"));
    assertEquals(1500, read.number(4).orElseThrow());
    assertEquals(true, read.text(3).isEmpty());
    assertEquals(true, new Attributes(bytes("0000" + "0100")).bytes(1).isEmpty());
    assertEquals(true, new Attributes(bytes("08")).bytes(1).isEmpty());
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void assertContains(String message, String part) {
    assertEquals(true, message.contains(part), () -> message + " lacks " + part);
  }
}
