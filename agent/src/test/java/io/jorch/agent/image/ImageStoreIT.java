package io.jorch.agent.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store with real archives, made by this program and by skopeo, and with overlayfs mounted
/// over its layers. Needs root.
class ImageStoreIT {
  @TempDir Path directory;
  private ImageStore store;

  @BeforeEach
  void open() throws Exception {
    store = ImageStore.open(directory.resolve("images"));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private Image two(String name) throws Exception {
    return TestImages.make(
        store,
        name,
        root -> {
          TestImages.file("etc/a", "lower").fill(root);
          TestImages.file("etc/gone", "x").fill(root);
          TestImages.file("opaque/old", "x").fill(root);
        },
        root -> {
          TestImages.file("etc/a", "upper").fill(root);
          Overlay.makeWhiteout(root.resolve("etc/gone"));
          TestImages.file("opaque/new", "y").fill(root);
          Overlay.makeOpaque(root.resolve("opaque"));
        });
  }

  private Path saved(String name) throws Exception {
    Path file = directory.resolve("saved.tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.save(List.of(name), out);
    }
    return file;
  }

  private static List<Image> load(ImageStore into, Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return into.load(in, Progress.NONE);
    }
  }

  private ImageStore second() throws Exception {
    return ImageStore.open(directory.resolve("second"));
  }

  @Test
  void overlayOverTheLayersShowsTheRightTree() throws Exception {
    Image image = two("x");
    String lower = String.join(":", image.layers().stream().map(Path::toString).toList());
    Path mountPoint = Files.createDirectories(directory.resolve("mnt"));
    String script =
        "mount -t overlay none -o ro,lowerdir=%s %s && cd %s && find . -type f | sort && cat etc/a"
            .formatted(lower, mountPoint, mountPoint);
    String seen = Shell.run("unshare", "-m", "sh", "-c", script);
    assertEquals("./etc/a\n./opaque/new\nupper", seen);
    LayeredTree tree = new LayeredTree(image.layers());
    assertFalse(tree.find("etc/gone").isPresent());
    assertFalse(tree.find("opaque/old").isPresent());
    assertEquals("upper", Files.readString(tree.find("/etc/a").orElseThrow().file()));
  }

  @Test
  void aLayerThatOccursTwiceIsMountedOnce() throws Exception {
    TestImages.Tree a = TestImages.file("f", "a");
    TestImages.Tree b = TestImages.file("f", "b");
    Image image = TestImages.make(store, "x", a, b, a);
    assertEquals(2, image.layers().size());
    assertEquals(
        "a", Files.readString(new LayeredTree(image.layers()).find("f").orElseThrow().file()));
    Path file = saved("x");
    try (ImageStore second = second()) {
      assertEquals(3, load(second, file).getFirst().config().diffIds().size());
    }
  }

  @Test
  void savedImagesLoadElsewhereAsTheSameImage() throws Exception {
    Image image = two("registry.example/team/app:1");
    Path file = saved("registry.example/team/app:1");
    try (ImageStore second = second()) {
      Image loaded = load(second, file).getFirst();
      assertEquals(image.id(), loaded.id());
      assertEquals(image.manifest(), loaded.manifest());
      assertEquals(image.config(), loaded.config());
      assertEquals(image.references(), loaded.references());
      assertTrue(FileStat.of(loaded.layers().getFirst().resolve("etc/gone")).isWhiteout());
      assertTrue(Overlay.isOpaque(loaded.layers().getFirst().resolve("opaque")));
    }
  }

  @Test
  void loadsWhatSkopeoMakesOfOurArchive() throws Exception {
    Image image = two("app:1");
    Path file = saved("app:1");
    Path docker = directory.resolve("docker.tar");
    Path oci = directory.resolve("oci.tar");
    Shell.run(
        "skopeo",
        "copy",
        "--insecure-policy",
        "oci-archive:" + file,
        "docker-archive:" + docker + ":other/name:2");
    Shell.run(
        "skopeo",
        "copy",
        "--insecure-policy",
        "--dest-compress-format=zstd",
        "--dest-compress",
        "docker-archive:" + docker,
        "oci-archive:" + oci + ":third:3");
    Shell.run("gzip", "-k", docker.toString());
    try (ImageStore second = second()) {
      Image fromDocker = load(second, docker).getFirst();
      assertEquals(image.config().diffIds(), fromDocker.config().diffIds());
      assertEquals("other/name:2", fromDocker.displayName());
      assertEquals(Optional.of("SIGQUIT"), fromDocker.config().stopSignal());
      assertEquals(fromDocker.id(), load(second, Path.of(docker + ".gz")).getFirst().id());
      Image fromOci = load(second, oci).getFirst();
      assertEquals(image.config().diffIds(), fromOci.config().diffIds());
      assertEquals("third:3", fromOci.displayName());
    }
    try (ImageStore third = ImageStore.open(directory.resolve("third"))) {
      Image fresh = load(third, oci).getFirst();
      assertTrue(FileStat.of(fresh.layers().getFirst().resolve("etc/gone")).isWhiteout());
    }
  }

  @Test
  void loadsGzippedAndPlainLayoutsFromAStream() throws Exception {
    Image image = two("app:1");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      store.save(List.of(image.id().toString()), out);
    }
    try (ImageStore second = second()) {
      Image loaded =
          second.load(new ByteArrayInputStream(bytes.toByteArray()), Progress.NONE).getFirst();
      assertEquals(image.id(), loaded.id());
      assertEquals("app:1", loaded.displayName());
    }
  }

  @Test
  void anArchiveThatIsNoneIsRefused() throws Exception {
    Path file = directory.resolve("some.tar");
    Shell.run("tar", "-C", "/etc", "-cf", file.toString(), "hostname");
    ImageException e = assertThrows(ImageException.class, () -> load(store, file));
    assertEquals(
        "load images: the archive has neither manifest.json (docker save) nor index.json (OCI"
            + " layout)",
        e.getMessage());
  }

  @Test
  void findsImagesByNameAndId() throws Exception {
    Image image = two("app");
    assertEquals(image.id(), store.resolve("docker.io/library/app:latest").orElseThrow().id());
    assertEquals(image.id(), store.resolve(image.id().shortHex()).orElseThrow().id());
    assertEquals(image.id(), store.resolve(image.id().toString()).orElseThrow().id());
    assertTrue(store.resolve("app:other").isEmpty());
    assertTrue(store.resolve("sha256:" + "0".repeat(64)).isEmpty());
  }

  @Test
  void aTagMovesAndALayerInUseByAnotherImageStays() throws Exception {
    Image first = two("app");
    store.tag(first.id(), Reference.parse("kept"));
    Image second =
        TestImages.make(store, "app", root -> TestImages.file("only", "second").fill(root));
    assertEquals(second.id(), store.resolve("app").orElseThrow().id());
    assertEquals("kept:latest", store.resolve("kept").orElseThrow().displayName());
    Image derived =
        store.create(
            TestImages.config(Platform.parse("linux/arm64"), first.config().diffIds()),
            List.of(Reference.parse("derived")));
    ImageStore.Removed removed = store.remove("kept", Set.of());
    assertEquals(List.of(first.id()), removed.deleted());
    assertTrue(Files.exists(derived.layers().getFirst()));
    store.remove("derived", Set.of(derived.id()));
    assertTrue(Files.exists(derived.layers().getFirst()), "in use by a container");
    store.prune(Set.of(), Duration.ofDays(1));
    assertFalse(Files.exists(derived.layers().getFirst()));
    assertTrue(Files.exists(second.layers().getFirst()));
  }

  @Test
  void survivesReopeningAndThrowsHalfDoneWorkAway() throws Exception {
    Image image = two("app");
    Path images = directory.resolve("images");
    Path half = store.scratch().newDirectory();
    Files.writeString(half.resolve("x"), "half");
    Path uncommitted = images.resolve("layers/" + "0".repeat(26));
    Files.createDirectories(uncommitted.resolve("etc"));
    assertThrows(ImageException.class, () -> ImageStore.open(images));
    store.close();
    store = ImageStore.open(images);
    assertEquals(List.of(image), store.list());
    assertFalse(Files.exists(half));
    assertFalse(Files.exists(uncommitted));
  }

  @Test
  void aLayerWithOtherContentThanItsNameIsRefused() throws Exception {
    two("app");
    Path file = saved("app");
    byte[] archive = Files.readAllBytes(file);
    // "lower" is only in the file of the bottom layer: the blob no longer has its digest.
    int at = new String(archive, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("lower");
    archive[at] = 'L';
    try (ImageStore second = second()) {
      assertThrows(
          ImageException.class,
          () -> second.load(new ByteArrayInputStream(archive), Progress.NONE));
      assertTrue(second.list().isEmpty());
    }
  }
}
