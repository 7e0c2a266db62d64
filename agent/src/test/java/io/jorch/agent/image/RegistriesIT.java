package io.jorch.agent.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.Trees;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pulls and pushes against Debian's registry. Needs root, `docker-registry` and `skopeo`.
class RegistriesIT {
  private static final String LOGIN =
      // The password is "secret".
      "me:$2b$05$uDkipeP6nf81V93ereBpteClibopGqxauWa8GImSJHpCHKi6./uA2";

  @TempDir Path directory;
  private ImageStore store;
  private ImageStore other;

  @BeforeEach
  void open() throws Exception {
    store = ImageStore.open(directory.resolve("images"));
    other = ImageStore.open(directory.resolve("other"));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    other.close();
  }

  private static Registries registries(ImageStore store, Path logins) throws Exception {
    return new Registries(store, Set.of(), DockerConfig.read(logins));
  }

  private Registries registries(ImageStore store) throws Exception {
    return registries(store, directory.resolve("none.json"));
  }

  private Image make(String name) throws Exception {
    return TestImages.make(
        store, name, TestImages.file("a/b", "one"), TestImages.file("a/c", "two"));
  }

  private Image pull(String name) throws Exception {
    return registries(other)
        .pull(Reference.parse(name), Platform.current(), Optional.empty(), Progress.NONE);
  }

  @Test
  void whatIsPushedComesBackAsTheSameImage() throws Exception {
    try (TestRegistry registry = new TestRegistry(directory, "")) {
      String name = registry.address + "/team/app:1";
      Image made = make(name);
      registries(store).push(Reference.parse(name), Optional.empty(), Progress.NONE);
      Image pulled = pull(name);
      assertEquals(made.id(), pulled.id());
      assertEquals(made.config(), pulled.config());
      Reference pinned = Reference.parse(name).pinned(made.manifest());
      assertEquals(List.of(Reference.parse(name), pinned), pulled.references());
      assertEquals(pulled, other.resolve(pinned).orElseThrow());
      assertEquals(pulled.id(), pull(pinned.toString()).id());
    }
  }

  @Test
  void pullsWhatSkopeoPushedCompressedAndAsDockersSchema() throws Exception {
    try (TestRegistry registry = new TestRegistry(directory, "")) {
      Image made = make("app");
      Path archive = directory.resolve("app.tar");
      try (var out = Files.newOutputStream(archive)) {
        store.save(List.of("app"), out);
      }
      for (String form : List.of("v2s2", "oci")) {
        String name = registry.address + "/app:" + form;
        Shell.run(
            "skopeo",
            "copy",
            "--insecure-policy",
            "--dest-tls-verify=false",
            "--format=" + form,
            "oci-archive:" + archive,
            "docker://" + name);
        List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());
        Image pulled =
            registries(other)
                .pull(Reference.parse(name), Platform.current(), Optional.empty(), events::add);
        assertEquals(made.config().diffIds(), pulled.config().diffIds());
        assertEquals(2, events.stream().filter(e -> e instanceof Progress.Event.Ready).count());
      }
      // The bytes of both are the same layers, unpacked once.
      assertEquals(2, Trees.names(directory.resolve("other/layers")).size());
    }
  }

  @Test
  void choosesItsOwnPlatformFromAnIndex() throws Exception {
    try (TestRegistry registry = new TestRegistry(directory, "")) {
      String repository = registry.address + "/multi";
      Image mine = make(repository + ":mine");
      Platform foreign = Platform.parse("linux/riscv64");
      Image theirs =
          TestImages.make(store, repository + ":theirs", foreign, TestImages.file("x/y", "other"));
      for (String tag : List.of("mine", "theirs")) {
        registries(store)
            .push(Reference.parse(repository + ":" + tag), Optional.empty(), Progress.NONE);
      }
      List<Descriptor> entries = List.of(entry(theirs), entry(mine));
      new RegistryClient(Reference.parse(repository), true, Optional.empty())
          .putManifest("both", Manifest.OCI_INDEX, ManifestJson.writeIndex(entries));
      new RegistryClient(Reference.parse(repository), true, Optional.empty())
          .putManifest(
              "foreign", Manifest.OCI_INDEX, ManifestJson.writeIndex(List.of(entry(theirs))));
      assertEquals(mine.id(), pull(repository + ":both").id());
      ImageException e = assertThrows(ImageException.class, () -> pull(repository + ":foreign"));
      assertEquals(
          "pull '%s:foreign': it has no image for %s, only for linux/riscv64"
              .formatted(repository, Platform.current()),
          e.getMessage());
    }
  }

  private Descriptor entry(Image image) throws Exception {
    long size = store.blobs().size(image.manifest());
    return new Descriptor(
        Manifest.OCI_MANIFEST,
        image.manifest(),
        size,
        Optional.of(image.config().platform()),
        java.util.Map.of());
  }

  @Test
  void pullsOfTheSameImageAtTheSameTimeShareTheWork() throws Exception {
    try (TestRegistry registry = new TestRegistry(directory, "")) {
      String name = registry.address + "/app:1";
      Image made = make(name);
      registries(store).push(Reference.parse(name), Optional.empty(), Progress.NONE);
      List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());
      Callable<Image> pull =
          () ->
              registries(other)
                  .pull(Reference.parse(name), Platform.current(), Optional.empty(), events::add);
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        for (Future<Image> each : threads.invokeAll(Collections.nCopies(4, pull))) {
          assertEquals(made.id(), each.get().id());
        }
      }
      long unpacked =
          events.stream()
              .filter(e -> e instanceof Progress.Event.Ready ready && !ready.existed())
              .count();
      assertEquals(2, unpacked);
    }
  }

  @Test
  void usesTheLoginOfTheUserAndSaysWhenThereIsNone() throws Exception {
    Files.writeString(directory.resolve("htpasswd"), LOGIN + "\n");
    String auth =
        "auth: {htpasswd: {realm: test, path: %s}}".formatted(directory.resolve("htpasswd"));
    try (TestRegistry registry = new TestRegistry(directory, auth)) {
      String name = registry.address + "/app:1";
      make(name);
      Credentials given = new Credentials("me", "secret");
      registries(store).push(Reference.parse(name), Optional.of(given), Progress.NONE);
      assertThrows(ImageException.class, () -> pull(name));
      String token =
          Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
      Path logins = directory.resolve("config.json");
      Files.writeString(
          logins, "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(registry.address, token));
      Image pulled =
          registries(other, logins)
              .pull(Reference.parse(name), Platform.current(), Optional.empty(), Progress.NONE);
      assertTrue(pulled.references().contains(Reference.parse(name)));
    }
  }

  @Test
  void whatTheRegistryDoesNotHaveIsSaidAtOnce() throws Exception {
    try (TestRegistry registry = new TestRegistry(directory, "")) {
      String name = registry.address + "/nothing:1";
      ImageException e = assertThrows(ImageException.class, () -> pull(name));
      assertEquals(
          "read manifest of '%s' at http://%s/v2/nothing: the registry does not have it"
              .formatted(name, registry.address),
          e.getMessage());
    }
  }

  @Test
  void goesOnWhereABrokenDownloadEnded() throws Exception {
    try (TestRegistry registry = new TestRegistry(directory, "");
        BreakingProxy proxy = new BreakingProxy(registry.address, 200_000)) {
      byte[] noise = new byte[600_000];
      new java.util.Random(1).nextBytes(noise);
      String name = registry.address + "/big:1";
      Image made = TestImages.make(store, name, root -> Files.write(root.resolve("noise"), noise));
      registries(store).push(Reference.parse(name), Optional.empty(), Progress.NONE);
      List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());
      Reference through = Reference.parse(proxy.address + "/big:1");
      Image pulled =
          registries(other).pull(through, Platform.current(), Optional.empty(), events::add);
      assertEquals(made.id(), pulled.id());
      assertTrue(events.stream().anyMatch(e -> e instanceof Progress.Event.Retrying));
      assertTrue(proxy.passed() < 1_200_000, () -> "passed " + proxy.passed() + " bytes");
    }
  }
}
