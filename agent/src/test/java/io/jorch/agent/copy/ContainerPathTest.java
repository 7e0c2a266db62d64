package io.jorch.agent.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerPathTest {
  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, /etc/passwd, passwd, false",
    "etc/passwd, /etc/passwd, passwd, false",
    "//etc/./x, /etc/x, x, false",
    "/etc/, /etc, etc, true",
    "/etc/., /etc, ., true",
    "/, /, ., true",
    "., /, ., true",
    "/etc/.., /etc/.., ., true",
    "/a/../b, /a/../b, b, false"
  })
  void pathsAreTakenFromTheRoot(String text, String path, String title, boolean directory)
      throws IOException {
    ContainerPath read = ContainerPath.of(text);
    assertEquals(path, read.text());
    assertEquals(title, read.title());
    assertEquals(directory, read.directory());
  }

  @Test
  void aLinkIsFollowedFromWhereItIs() throws IOException {
    ContainerPath link = ContainerPath.of("/a/b/link");
    assertEquals("/a/b/x", link.through("x").text());
    assertEquals("/a/b/../x", link.through("../x").text());
    assertEquals("/x/y", link.through("/x/y").text());
  }

  @Test
  void aNameThatGoesUpIsRefused() throws IOException {
    assertEquals(List.of("a", "b"), ContainerPath.components("./a//b/"));
    assertThrows(IOException.class, () -> ContainerPath.components("a/../../b"));
    assertThrows(IOException.class, () -> ContainerPath.of(""));
    assertThrows(IOException.class, () -> ContainerPath.of("a\0b"));
  }

  @Test
  void entriesLandBelowTheBaseWithOrWithoutTheirFirstPart() throws IOException {
    ContainerPath base = ContainerPath.of("/data/new");
    assertEquals("/data/new/tree/x", new Landing(base, false).of(List.of("tree", "x")).text());
    assertEquals("/data/new/x", new Landing(base, true).of(List.of("tree", "x")).text());
    assertEquals("/data/new", new Landing(base, true).of(List.of("tree")).text());
    assertEquals("/data/new", new Landing(base, true).of(List.of()).text());
  }
}
