package io.jorch.agent.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.Xattr;
import io.jorch.core.tar.TarOutput;
import io.jorch.core.tar.TarOutput.Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives that are hostile or merely hard. Needs root for ownership, devices and attributes.
class LayerUnpackerIT {
  @TempDir Path directory;
  private Path root;
  private Path outside;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarOutput tar = new TarOutput(bytes);

  @BeforeEach
  void prepare() throws Exception {
    root = Files.createDirectories(directory.resolve("root"));
    outside = Files.createDirectories(directory.resolve("outside"));
  }

  private void file(String name, String text) throws Exception {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    tar.header(Header.file(name, content.length));
    tar.content(name, new ByteArrayInputStream(content), content.length);
  }

  private void special(char type, String name, String link) throws Exception {
    tar.header(new Header(type, name, link, 0755, 0, 0, 0, 1000, 1, 3, Map.of()));
  }

  private void unpack() throws Exception {
    tar.finish();
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    LayerUnpacker.unpack(in, root, LayerUnpacker.Whiteouts.TRANSLATE, Instant.EPOCH);
  }

  private String refused() {
    return String.valueOf(assertThrows(ImageException.class, this::unpack).getMessage());
  }

  private String read(String name) throws Exception {
    return Files.readString(root.resolve(name));
  }

  @Test
  void anAbsoluteLinkDoesNotLeadOutOfTheLayer() throws Exception {
    special('2', "a", outside.toString());
    file("a/passwd", "evil");
    unpack();
    assertFalse(Files.exists(outside.resolve("passwd")));
    assertEquals("evil", read(outside.toString().substring(1) + "/passwd"));
  }

  @Test
  void aRelativeLinkDoesNotClimbOut() throws Exception {
    special('2', "a", "../../../../outside");
    file("a/x", "evil");
    unpack();
    assertFalse(Files.exists(outside.resolve("x")));
    assertEquals("evil", read("outside/x"));
  }

  @Test
  void aFileOverALinkReplacesTheLink() throws Exception {
    Files.writeString(outside.resolve("victim"), "untouched");
    special('2', "a", outside.resolve("victim").toString());
    file("a", "mine");
    unpack();
    assertEquals("untouched", Files.readString(outside.resolve("victim")));
    assertEquals("mine", read("a"));
  }

  @Test
  void aWhiteoutThroughALinkStaysInside() throws Exception {
    Files.writeString(outside.resolve("victim"), "untouched");
    special('2', "a", outside.toString());
    file("a/.wh.victim", "");
    file("a/.wh..wh..opq", "");
    unpack();
    assertEquals("untouched", Files.readString(outside.resolve("victim")));
    assertEquals(0, Xattr.list(outside).size());
  }

  @Test
  void aHardLinkToAnOutsideFileIsRefused() throws Exception {
    Files.writeString(outside.resolve("secret"), "x");
    special('1', "a", outside.resolve("secret").toString());
    assertEquals(
        "unpack 'a': a hard link to '"
            + outside.resolve("secret")
            + "', which is no file of this layer",
        refused());
  }

  @Test
  void aHardLinkThroughALinkStaysInside() throws Exception {
    Files.writeString(outside.resolve("secret"), "x");
    special('2', "l", outside.toString());
    special('1', "a", "l/secret");
    refused();
    assertFalse(Files.exists(root.resolve("a")));
  }

  @Test
  void namesThatClimbAreRefused() throws Exception {
    file("x/../../escaped", "evil");
    assertEquals("unpack 'x/../../escaped': the name leaves the layer; refused", refused());
    assertFalse(Files.exists(directory.resolve("escaped")));
  }

  @Test
  void linksInACircleAreRefused() throws Exception {
    special('2', "a", "b");
    special('2', "b", "a");
    file("a/x", "");
    assertEquals("unpack 'a': too many symbolic links on the way", refused());
  }

  @Test
  void theRootCannotBeReplaced() throws Exception {
    special('2', "./", outside.toString());
    unpack();
    assertTrue(FileStat.of(root).isDirectory());
  }

  @Test
  void attributesThatSteerOverlayAreDropped() throws Exception {
    byte[] value = "/etc".getBytes(StandardCharsets.UTF_8);
    byte[] capability = {
      1, 0, 0, 2, (byte) 0x80, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    Map<String, byte[]> xattrs =
        Map.of(
            "trusted.overlay.redirect", value, "security.capability", capability, "user.x", value);
    tar.header(new Header('0', "f", "", 04755, 5, 6, 0, 77, 0, 0, xattrs));
    unpack();
    Path f = root.resolve("f");
    assertTrue(Xattr.get(f, "trusted.overlay.redirect").isEmpty());
    assertArrayEquals(capability, Xattr.get(f, "security.capability").orElseThrow());
    assertArrayEquals(value, Xattr.get(f, "user.x").orElseThrow());
    FileStat stat = FileStat.of(f);
    assertEquals(04755, stat.permissions());
    assertEquals(5, stat.uid());
    assertEquals(6, stat.gid());
    assertEquals(77, stat.modified().toMillis() / 1000);
  }

  @Test
  void keepsDevicesPipesLinksAndTimes() throws Exception {
    special('5', "d/", "");
    file("d/f", "x");
    special('1', "d/g", "d/f");
    special('3', "null", "");
    special('4', "disk", "");
    special('6', "pipe", "");
    special('2', "dangling", "nowhere/at/all");
    unpack();
    assertEquals(2, FileStat.of(root.resolve("d/f")).links());
    FileStat device = FileStat.of(root.resolve("null"));
    assertEquals(FileStat.CHARACTER, device.mode() & FileStat.TYPE);
    assertEquals("1:3", device.major() + ":" + device.minor());
    assertEquals(FileStat.BLOCK, FileStat.of(root.resolve("disk")).mode() & FileStat.TYPE);
    assertEquals(FileStat.FIFO, FileStat.of(root.resolve("pipe")).mode() & FileStat.TYPE);
    assertEquals(1000, FileStat.of(root.resolve("d")).modified().toMillis() / 1000);
    assertEquals(1000, FileStat.of(root.resolve("dangling")).modified().toMillis() / 1000);
  }

  @Test
  void translatesWhiteoutsAndOpaqueDirectories() throws Exception {
    special('5', "d/", "");
    file("d/.wh..wh..opq", "");
    file("d/.wh.gone", "");
    file(".wh..wh.aufs", "");
    unpack();
    assertTrue(Overlay.isOpaque(root.resolve("d")));
    assertTrue(FileStat.of(root.resolve("d/gone")).isWhiteout());
    assertFalse(Files.exists(root.resolve(".wh.aufs")));
  }

  @Test
  void archivesOfATreeAreEqualAndComeBackEqual() throws Exception {
    String longName = "n".repeat(120) + "/" + "ü".repeat(60);
    special('5', "d/", "");
    file("d/.wh..wh..opq", "");
    file(".wh.gone", "");
    file(longName, "content");
    special('1', "zlink", longName);
    special('2', "sym", "x".repeat(150));
    special('3', "null", "");
    unpack();
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    LayerTar.write(root, first);
    Path again = Files.createDirectories(directory.resolve("again"));
    LayerUnpacker.unpack(
        new ByteArrayInputStream(first.toByteArray()),
        again,
        LayerUnpacker.Whiteouts.TRANSLATE,
        Instant.EPOCH);
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    LayerTar.write(again, second);
    assertArrayEquals(first.toByteArray(), second.toByteArray());
    assertEquals("content", Files.readString(again.resolve(longName)));
    assertEquals(2, FileStat.of(again.resolve("zlink")).links());
  }
}
