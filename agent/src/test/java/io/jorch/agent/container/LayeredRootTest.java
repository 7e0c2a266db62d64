package io.jorch.agent.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayeredRootTest {
  @TempDir private Path directory;

  private Path layer(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  private static void file(Path layer, String path, String content) throws IOException {
    Path file = layer.resolve(path);
    Path parent = file.getParent();
    if (parent != null) Files.createDirectories(parent);
    Files.writeString(file, content);
  }

  @Test
  void upperLayersCoverLowerOnes() throws IOException {
    file(layer("low"), "etc/passwd", "low");
    file(layer("low"), "etc/group", "group");
    file(layer("high"), "etc/passwd", "high");
    LayeredRoot root = new LayeredRoot(List.of(layer("high"), layer("low"), layer("none")));
    assertEquals(Optional.of("high"), root.read("/etc/passwd"));
    assertEquals(Optional.of("group"), root.read("/etc/group"));
    assertEquals(Optional.empty(), root.read("/etc/shadow"));
    assertEquals(Optional.empty(), root.read("/etc"));
  }

  @Test
  void linksStayInside() throws IOException {
    Path layer = layer("image");
    file(directory, "secret", "outside");
    file(layer, "secret", "inside");
    Files.createDirectories(layer.resolve("etc"));
    Files.createSymbolicLink(layer.resolve("etc/passwd"), Path.of("../../../../secret"));
    Files.createSymbolicLink(layer.resolve("abs"), Path.of("/etc"));
    LayeredRoot root = new LayeredRoot(List.of(layer));
    assertEquals(Optional.of("inside"), root.read("/etc/passwd"));
    assertEquals("/secret", root.resolve("/abs/passwd"));
    assertEquals("/etc/new/file", root.resolve("abs/./new//file"));
    assertEquals("/", root.resolve("/../.."));
  }

  @Test
  void linkAcrossLayersIsFollowed() throws IOException {
    Files.createSymbolicLink(layer("high").resolve("lib"), Path.of("usr/lib"));
    file(layer("low"), "usr/lib/x", "X");
    LayeredRoot root = new LayeredRoot(List.of(layer("high"), layer("low")));
    assertEquals(Optional.of("X"), root.read("/lib/x"));
  }

  @Test
  void fileInAnUpperLayerHidesADirectory() throws IOException {
    file(layer("low"), "a/b", "B");
    file(layer("high"), "a", "A");
    LayeredRoot root = new LayeredRoot(List.of(layer("high"), layer("low")));
    assertEquals(Optional.empty(), root.read("/a/b"));
    assertEquals(Optional.of("A"), root.read("/a"));
  }

  @Test
  void circleOfLinksIsAnError() throws IOException {
    Path layer = layer("image");
    Files.createSymbolicLink(layer.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(layer.resolve("b"), Path.of("a"));
    assertThrows(IOException.class, () -> new LayeredRoot(List.of(layer)).read("/a"));
  }
}
