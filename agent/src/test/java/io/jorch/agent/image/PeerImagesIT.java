package io.jorch.agent.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Images that travel between stores through sockets. Needs root, for what layers contain.
@Timeout(60)
class PeerImagesIT {
  private static final Path BUSYBOX = Path.of("/usr/bin/busybox");
  @TempDir Path directory;
  private final List<AutoCloseable> open = new ArrayList<>();
  private ImageStore here;
  private ImageStore there;
  private PeerNode alpha;
  private PeerNode beta;

  @BeforeEach
  void open() throws Exception {
    here = store("here");
    there = store("there");
    alpha = node("alpha0000001", there);
    beta = node("beta00000002", there);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) each.close();
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(part);
    return part;
  }

  private ImageStore store(String name) throws IOException {
    return opened(ImageStore.open(directory.resolve(name)));
  }

  private PeerNode node(String id, ImageStore store) throws IOException {
    return opened(new PeerNode(id, store, directory));
  }

  private Image fetch(ImageStore into, Digest id, PeerNode... from) throws IOException {
    List<Peer> peers = new ArrayList<>();
    for (PeerNode each : from) peers.add(each.peer());
    return new PeerImages(into).fetch(id, peers, Progress.NONE);
  }

  private static void busybox(Path root) throws Exception {
    Files.createDirectories(root.resolve("bin"));
    Files.copy(BUSYBOX, root.resolve("bin/busybox"));
    Files.createSymbolicLink(root.resolve("bin/sh"), Path.of("busybox"));
    Files.createLink(root.resolve("bin/linked"), root.resolve("bin/busybox"));
  }

  private static void whiteouts(Path root) throws Exception {
    Overlay.makeWhiteout(Files.createDirectories(root.resolve("bin")).resolve("linked"));
    Overlay.makeOpaque(Files.createDirectories(root.resolve("opaque")));
    TestImages.file("srv/grüße", "x".repeat(3000)).fill(root);
  }

  private static Image built(ImageStore in) throws Exception {
    return TestImages.make(in, "team/box:1", PeerImagesIT::busybox, PeerImagesIT::whiteouts);
  }

  /// The same image as an archive of compressed layers, as a registry would have it.
  private Image loaded(ImageStore into) throws Exception {
    Path plain = directory.resolve("plain.tar");
    try (ImageStore maker = ImageStore.open(directory.resolve("maker"));
        OutputStream out = Files.newOutputStream(plain)) {
      maker.save(List.of(built(maker).id().toString()), out);
    }
    Path oci = directory.resolve("oci.tar");
    Shell.run(
        "skopeo",
        "copy",
        "--insecure-policy",
        "--dest-compress-format=gzip",
        "--dest-compress",
        "oci-archive:" + plain,
        "oci-archive:" + oci + ":team/box:1");
    try (InputStream in = Files.newInputStream(oci)) {
      return into.load(in, Progress.NONE).getFirst();
    }
  }

  private static Image many(ImageStore in, int layers) throws Exception {
    TestImages.Tree[] trees = new TestImages.Tree[layers];
    for (int i = 0; i < layers; i++) {
      trees[i] = TestImages.file("file" + i, Integer.toString(i).repeat(200_000));
    }
    return TestImages.make(in, "many", trees);
  }

  private static void same(Image expected, Image found) {
    assertEquals(expected.id(), found.id());
    assertEquals(expected.manifest(), found.manifest());
    assertEquals(expected.references(), found.references());
    assertEquals(expected.config(), found.config());
    assertEquals(expected.size(), found.size());
  }

  @Test
  void anImageBuiltThereIsTheSameHereAndGoesOnFromHere() throws Exception {
    Image image = built(there);
    Image found = fetch(here, image.id(), alpha);
    same(image, found);
    Path base = found.layers().getLast();
    assertEquals(-1, Files.mismatch(BUSYBOX, base.resolve("bin/busybox")));
    assertEquals(2, FileStat.of(base.resolve("bin/linked")).links());
    assertTrue(FileStat.of(found.layers().getFirst().resolve("bin/linked")).isWhiteout());
    assertTrue(Overlay.isOpaque(found.layers().getFirst().resolve("opaque")));
    assertEquals(2, here.blobs().all().size(), "plain layers are kept once, unpacked");
    same(image, fetch(store("third"), image.id(), node("gamma0000003", here)));
  }

  @Test
  void compressedLayersTravelAsTheyAreAndGoOnFromHere() throws Exception {
    Image image = loaded(there);
    same(image, fetch(here, image.id(), alpha));
    assertEquals(4, here.blobs().all().size(), "manifest, configuration, two layers");
    assertTrue(there.blobs().all().containsAll(here.blobs().all()));
    same(image, fetch(store("third"), image.id(), node("gamma0000003", here)));
  }

  @Test
  void aFetchedImageOutlivesARestartAndIsSaved() throws Exception {
    Image image = built(there);
    fetch(here, image.id(), alpha);
    here.close();
    here = store("here");
    assertEquals(image.id(), here.resolve("team/box:1").orElseThrow().id());
    Path file = directory.resolve("again.tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      here.save(List.of("team/box:1"), out);
    }
    try (InputStream in = Files.newInputStream(file)) {
      assertEquals(image.id(), store("third").load(in, Progress.NONE).getFirst().id());
    }
  }

  @Test
  void onlyMissingLayersAreFetched() throws Exception {
    TestImages.make(here, "base", PeerImagesIT::busybox);
    Image image = built(there);
    fetch(here, image.id(), alpha);
    Digest base = image.config().diffIds().getFirst();
    assertTrue(alpha.asked.contains(image.config().diffIds().getLast().toString()));
    assertFalse(alpha.asked.contains(base.toString()));
    alpha.asked.clear();
    fetch(here, image.id(), alpha);
    assertEquals(List.of(), alpha.asked, "an image that is here asks nobody");
  }

  @Test
  void severalNodesShareTheWork() throws Exception {
    Image image = many(there, 12);
    alpha.mood = beta.mood = PeerImagesIT::slowly;
    fetch(here, image.id(), alpha, beta);
    assertTrue(alpha.asked.size() > 4, alpha.asked.toString());
    assertTrue(beta.asked.size() > 4, beta.asked.toString());
    Set<String> once = new HashSet<>(alpha.asked);
    once.retainAll(beta.asked);
    assertEquals(Set.of(), once, "nothing is fetched twice");
  }

  private static void slowly(BlobService honest, String digest, OutputStream to)
      throws IOException {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    honest.blob(digest, to);
  }

  @Test
  void wrongBytesAreRefusedAndTheirSenderNotAskedAgain() throws Exception {
    Image image = many(there, 8);
    Set<String> layers = new HashSet<>();
    for (Digest each : image.config().diffIds()) layers.add(each.toString());
    alpha.mood =
        (honest, digest, to) ->
            honest.blob(digest, layers.contains(digest) ? new Flipping(to) : to);
    same(image, fetch(here, image.id(), alpha, beta));
    List<String> lies = new ArrayList<>(alpha.asked);
    lies.retainAll(layers);
    assertTrue(lies.size() >= 1 && lies.size() <= 3, lies + " were asked of a liar");
    assertEquals(
        "0".repeat(200_000),
        Files.readString(image(here, "many").layers().getLast().resolve("file0")));
  }

  private static Image image(ImageStore store, String name) throws IOException {
    return store.resolve(name).orElseThrow();
  }

  /// Changes one bit of each piece.
  private static final class Flipping extends java.io.FilterOutputStream {
    Flipping(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] copy = bytes.clone();
      copy[offset] ^= 1;
      out.write(copy, offset, length);
    }
  }

  @Test
  void moreBytesThanAnnouncedAreRefused() throws Exception {
    Image image = built(there);
    String layer = image.config().diffIds().getFirst().toString();
    alpha.mood =
        (honest, digest, to) -> {
          honest.blob(digest, to);
          if (digest.equals(layer)) for (int i = 0; i < 100_000; i++) to.write(new byte[10_000]);
        };
    ImageException e = assertThrows(ImageException.class, () -> fetch(here, image.id(), alpha));
    assertTrue(String.valueOf(e.getMessage()).contains("it sent more than"), e.getMessage());
    same(image, fetch(here, image.id(), alpha, beta));
  }

  @Test
  void aNodeThatOffersAnotherImageIsRefused() throws Exception {
    Image image = built(there);
    Image other = many(there, 1);
    alpha.offer = Optional.of(new ImageOffer(other.manifest().toString(), List.of("evil:1")));
    same(image, fetch(here, image.id(), alpha, beta));
    assertTrue(here.resolve("evil:1").isEmpty());
    alpha.offer = Optional.of(new ImageOffer("../../etc/shadow", List.of()));
    Image next = many(there, 2);
    same(next, fetch(here, next.id(), alpha, beta));
  }

  @Test
  void aNodeThatGoesAwayInTheMiddleIsReplaced() throws Exception {
    Image image = built(there);
    alpha.mood =
        (honest, digest, to) -> {
          to.write(new byte[1000]);
          throw new IOException("the disk is gone");
        };
    same(image, fetch(here, image.id(), alpha, beta));
  }

  @Test
  void whenNobodyCanGiveItTheSentenceSaysWhoWasAsked() throws Exception {
    Digest nobodys = Digest.of("nobody's");
    beta.close();
    ImageException e = assertThrows(ImageException.class, () -> fetch(here, nobodys, alpha, beta));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("find image " + nobodys.shortHex() + ": node "), message);
    assertTrue(message.contains("node alpha0000001: it does not have it any more"), message);
    assertTrue(
        message.contains("node beta00000002: ask node beta00000002 for image: it cannot be"));
    assertEquals(List.of(), here.list());
  }

  @Test
  void fetchesAtTheSameTimeShareTheirWork() throws Exception {
    Image image = built(there);
    Image derived =
        TestImages.make(there, "derived", PeerImagesIT::busybox, TestImages.file("own", "x"));
    alpha.mood = PeerImagesIT::slowly;
    PeerImages fetches = new PeerImages(here);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Image>> found = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Digest id = i % 2 == 0 ? image.id() : derived.id();
        found.add(threads.submit(() -> fetches.fetch(id, List.of(alpha.peer()), Progress.NONE)));
      }
      for (Future<Image> each : found) each.get();
    }
    assertEquals(alpha.asked.size(), Set.copyOf(alpha.asked).size(), "each was asked for once");
  }

  @Test
  void aNewerImageHereKeepsItsName() throws Exception {
    Image old = built(there);
    ImageConfig config = TestImages.config(Platform.current(), List.of());
    Image newer = here.create(newer(config), List.of(Reference.parse("team/box:1")));
    fetch(here, old.id(), alpha);
    assertEquals(newer.id(), image(here, "team/box:1").id());
    assertTrue(here.resolve(old.id().toString()).isPresent());
    Image latest = there.create(newer(newer(config)), List.of(Reference.parse("team/box:1")));
    fetch(here, latest.id(), alpha);
    assertEquals(latest.id(), image(here, "team/box:1").id());
  }

  private static ImageConfig newer(ImageConfig c) {
    return new ImageConfig(
        c.platform(),
        c.created().map(time -> time.plusSeconds(1)),
        c.env(),
        c.entrypoint(),
        c.cmd(),
        c.user(),
        c.workdir(),
        c.exposedPorts(),
        c.volumes(),
        c.labels(),
        c.stopSignal(),
        c.healthcheck(),
        c.shell(),
        c.onBuild(),
        c.diffIds(),
        c.history());
  }

  @Test
  void changesOfTheImagesAreTold() throws Exception {
    List<Set<Digest>> told = new ArrayList<>();
    here.onChange(() -> told.add(here.ids()));
    Image image = built(there);
    fetch(here, image.id(), alpha);
    assertEquals(Set.of(image.id()), told.getLast());
    here.remove(image.id().toString(), Set.of());
    assertEquals(Set.of(), told.getLast());
  }
}
