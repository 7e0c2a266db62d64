package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Images that come from elsewhere: an archive, and a registry on the loopback.
@ExtendWith(SharedDaemon.class)
class ImagesIT {
  private final TestDaemon daemon;
  private final TestStack stack;

  ImagesIT(TestDaemon daemon) throws Exception {
    this.daemon = daemon;
    stack = daemon.stack("images", "services: {}\n");
  }

  @AfterEach
  void down() {
    stack.down();
  }

  /// An archive as `docker save` makes it: one layer with busybox.
  private Path archive(String tag) throws Exception {
    Path files =
        Files.createDirectories(daemon.home.resolve("archive-" + tag.replaceAll("[/:]", "-")));
    Path root = Files.createDirectories(files.resolve("root/bin"));
    Files.copy(Path.of("/usr/bin/busybox"), root.resolve("busybox"));
    run(files, "tar", "-C", "root", "-cf", "layer.tar", "bin");
    String digest = daemon.netns.output("sha256sum", files.resolve("layer.tar").toString());
    Files.writeString(
        files.resolve("config.json"),
        """
        {"architecture":"amd64","os":"linux","config":{"Cmd":["/bin/busybox","sleep","99999"]},
         "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}
        """
            .formatted(digest.split(" ", -1)[0]));
    Files.writeString(
        files.resolve("manifest.json"),
        "[{\"Config\":\"config.json\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
            .formatted(tag));
    run(files, "tar", "-cf", "image.tar", "manifest.json", "config.json", "layer.tar");
    return files.resolve("image.tar");
  }

  private static void run(Path directory, String... words) throws Exception {
    Process process = new ProcessBuilder(words).directory(directory.toFile()).inheritIO().start();
    assertTrue(process.waitFor() == 0, () -> String.join(" ", words));
  }

  private void runs(String image) throws Exception {
    stack.file("services:\n  app: {image: '%s', stop_signal: SIGKILL}\n".formatted(image));
    stack.up().succeeded();
    assertTrue(stack.ps().where("state", "running").count() == 1);
  }

  @Test
  void anImageLoadedFromAnArchiveRuns() throws Exception {
    daemon.cli("image", "load", "-i", archive("loaded:1").toString()).succeeded();
    runs("loaded:1");
  }

  @Test
  void anImagePulledFromARegistryRuns() throws Exception {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/bin/docker-registry"))
            && Files.exists(Path.of("/usr/bin/skopeo")),
        "needs docker-registry and skopeo (Debian packages of these names) for a registry");
    Path config = daemon.home.resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: {level: error}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "127.0.0.1:5055"}
        """
            .formatted(daemon.home.resolve("registry")));
    Process registry = daemon.netns.start("docker-registry", "serve", config.toString());
    try {
      Wait.until(
          "the registry listens",
          () -> daemon.netns.output("busybox", "netstat", "-ltn").contains(":5055 "));
      String said =
          daemon.netns.output(
              "skopeo",
              "copy",
              "--insecure-policy",
              "--dest-tls-verify=false",
              "docker-archive:" + archive("pushed:1"),
              "docker://127.0.0.1:5055/team/pushed:1");
      assertTrue(said.contains("Writing manifest"), said);
      daemon.cli("image", "pull", "127.0.0.1:5055/team/pushed:1").succeeded();
      runs("127.0.0.1:5055/team/pushed:1");
      List<String> names =
          Rows.of(daemon.cli("image", "ls", "--format", "json").succeeded()).all().stream()
              .map(Object::toString)
              .toList();
      assertTrue(names.toString().contains("team/pushed"), names::toString);
    } finally {
      registry.destroyForcibly().waitFor();
    }
  }
}
