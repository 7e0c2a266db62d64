package io.jorch.agent.image;

import io.jorch.agent.image.ImageConfig.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Makes small images in a store, one layer for each tree.
public final class TestImages {
  private TestImages() {}

  /// Fills the directory of one layer.
  @FunctionalInterface
  public interface Tree {
    void fill(Path root) throws Exception;
  }

  public static Image make(ImageStore store, String name, Tree... layers) throws Exception {
    return make(store, name, Platform.current(), layers);
  }

  static Image make(ImageStore store, String name, Platform platform, Tree... layers)
      throws Exception {
    List<Digest> diffIds = new ArrayList<>();
    for (Tree layer : layers) {
      Path root = store.scratch().newDirectory();
      layer.fill(root);
      diffIds.add(store.adoptLayer(root).diffId());
    }
    return store.create(config(platform, diffIds), List.of(Reference.parse(name)));
  }

  static Tree file(String name, String text) {
    return root -> {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    };
  }

  static ImageConfig config(Platform platform, List<Digest> diffIds) {
    return new ImageConfig(
        platform,
        Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
        List.of("A=b"),
        List.of("/bin/x"),
        List.of("y"),
        "33:44",
        "/srv",
        new TreeSet<>(List.of("80/tcp")),
        new TreeSet<>(List.of("/data")),
        Map.of("l", "v"),
        Optional.of("SIGQUIT"),
        Optional.of(
            new Healthcheck(
                List.of("CMD", "/bin/x"),
                Optional.of(java.time.Duration.ofSeconds(3)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(2))),
        List.of(),
        List.of(),
        diffIds,
        List.of(new History(Optional.empty(), "made by a test", false)));
  }
}
