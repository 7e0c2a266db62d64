package io.jorch.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.CopyTarget.Kind;
import io.jorch.core.tar.TarOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopyTest {
  @TempDir Path here;

  @BeforeEach
  void tree() throws IOException {
    Path deep = Files.createDirectories(here.resolve("tree/deep"));
    Files.writeString(deep.resolve("file"), "text");
    Files.createLink(deep.resolve("same"), deep.resolve("file"));
    Files.createSymbolicLink(here.resolve("tree/link"), Path.of("deep/file"));
    Files.createSymbolicLink(here.resolve("way"), Path.of("tree"));
  }

  private Unpacking.Result through(String source, boolean follow, String target)
      throws IOException {
    LocalSource from = LocalSource.of(here, source, follow);
    LocalSource named =
        from.kind() == Kind.CONTENTS ? new LocalSource(from.path(), from.kind(), ".") : from;
    try (InputStream tar = named.tar(e -> {})) {
      return Unpacking.unpack(tar, here, target, false);
    }
  }

  @Test
  void aTreeComesOutAsItWentIn() throws IOException {
    Unpacking.Result done = through("tree", false, "copy");
    assertEquals("text", Files.readString(here.resolve("copy/deep/same")));
    assertEquals(
        Files.getAttribute(here.resolve("copy/deep/file"), "unix:ino"),
        Files.getAttribute(here.resolve("copy/deep/same"), "unix:ino"));
    assertEquals(Path.of("deep/file"), Files.readSymbolicLink(here.resolve("copy/link")));
    assertEquals(
        Files.getLastModifiedTime(here.resolve("tree/deep")).toMillis() / 1000,
        Files.getLastModifiedTime(here.resolve("copy/deep")).toMillis() / 1000);
    assertEquals(4, done.bytes());
  }

  @Test
  void aDirectoryThatIsThereTakesTheCopyAndContentsAreJoined() throws IOException {
    Files.createDirectory(here.resolve("into"));
    through("tree", false, "into");
    through("tree/.", false, "into");
    assertTrue(Files.exists(here.resolve("into/tree/deep/file")));
    assertTrue(Files.exists(here.resolve("into/deep/file")));
  }

  @Test
  void whatIsMeantDependsOnHowItIsWritten() throws IOException {
    assertEquals(Kind.FILE, LocalSource.of(here, "tree/link", false).kind());
    assertEquals(Kind.FILE, LocalSource.of(here, "way", false).kind());
    assertEquals(Kind.DIRECTORY, LocalSource.of(here, "way", true).kind());
    assertEquals(Kind.DIRECTORY, LocalSource.of(here, "way/", false).kind());
    assertEquals(Kind.CONTENTS, LocalSource.of(here, "way/.", false).kind());
    assertThrows(IOException.class, () -> LocalSource.of(here, "tree/deep/file/", false));
    assertThrows(IOException.class, () -> LocalSource.of(here, "missing", false));
    assertEquals("way", LocalSource.of(here, "tree/../way/", false).name());
  }

  @Test
  void filesAndDirectoriesDoNotTakeEachOthersPlace() throws IOException {
    Files.createDirectories(here.resolve("into/link"));
    assertThrows(IOException.class, () -> through("tree/.", false, "into"));
    Files.writeString(here.resolve("plain"), "");
    assertThrows(IOException.class, () -> through("tree", false, "plain"));
    assertThrows(IOException.class, () -> through("tree/deep/file", false, "missing/"));
    assertThrows(IOException.class, () -> through("tree/deep/file", false, "missing/x"));
  }

  private static byte[] archive(TarOutput.Header... headers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarOutput out = new TarOutput(bytes);
    for (TarOutput.Header header : headers) out.header(header);
    out.finish();
    return bytes.toByteArray();
  }

  private static TarOutput.Header entry(char type, String name, String link) {
    return new TarOutput.Header(type, name, link, 04755, 0, 0, 0, 0, 0, 0, Map.of());
  }

  @Test
  void anArchiveWritesNothingOutsideOfWhereItGoes() throws IOException {
    Path outside = Files.createDirectory(here.resolve("outside"));
    byte[] through =
        archive(
            entry('5', "x/", ""),
            entry('2', "x/l", outside.toString()),
            entry('0', "x/l/evil", ""));
    assertThrows(IOException.class, () -> unpack(through));
    byte[] above = archive(entry('5', "x/", ""), entry('0', "x/../../evil", ""));
    assertThrows(IOException.class, () -> unpack(above));
    byte[] replaced =
        archive(entry('5', "x/", ""), entry('2', "x/l", outside + "/evil"), entry('0', "x/l", ""));
    unpack(replaced);
    try (var left = Files.list(outside)) {
      assertEquals(List.of(), left.toList());
    }
    assertFalse(Files.exists(here.resolve("evil"), LinkOption.NOFOLLOW_LINKS));
    assertEquals(
        0755, (int) Files.getAttribute(here.resolve("new/l"), "unix:mode") & 07777, "no set-id");
  }

  private void unpack(byte[] tar) throws IOException {
    Unpacking.unpack(new ByteArrayInputStream(tar), here, "new", false);
  }
}
