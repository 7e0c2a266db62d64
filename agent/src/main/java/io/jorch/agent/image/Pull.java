package io.jorch.agent.image;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// One pull: find the manifest for the platform, fetch the configuration, fetch and unpack the
/// layers a few at a time, name the image.
final class Pull {
  private static final int ATTEMPTS = 6;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private final ImageStore store;
  private final RegistryClient client;
  private final Progress progress;

  Pull(ImageStore store, RegistryClient client, Progress progress) {
    this.store = store;
    this.client = client;
    this.progress = progress;
  }

  Image run(Reference reference, Platform platform) throws IOException, InterruptedException {
    RegistryClient.Fetched top = top(reference);
    RegistryClient.Fetched chosen = choose(reference, top, platform);
    Manifest manifest = ManifestJson.manifest("manifest of " + reference, chosen.bytes());
    progress.on(new Progress.Event.Resolved(reference, top.digest()));
    store.blobs().put(chosen.bytes());
    fetch(manifest.config());
    ImageConfig config = store.config(manifest.config().digest());
    checkPlatform(reference, config, platform);
    if (config.diffIds().size() != manifest.layers().size()) {
      throw new ImageException(
          "pull '" + reference.familiar() + "': manifest and configuration disagree about layers");
    }
    layers(manifest, config);
    List<Reference> names = new ArrayList<>(List.of(reference.pinned(top.digest())));
    if (reference.digest().isEmpty()) names.add(reference);
    return store.install(chosen.digest(), names, progress);
  }

  private RegistryClient.Fetched top(Reference reference) throws IOException, InterruptedException {
    String wanted =
        reference.digest().map(Digest::toString).orElse(reference.tag().orElse("latest"));
    return retry("manifest", () -> client.manifest(wanted));
  }

  private RegistryClient.Fetched choose(
      Reference reference, RegistryClient.Fetched top, Platform platform)
      throws IOException, InterruptedException {
    if (!Manifest.isIndex(top.mediaType())) return top;
    List<String> offered = new ArrayList<>();
    for (Descriptor entry : ManifestJson.index("index of " + reference, top.bytes())) {
      Optional<Platform> fits = entry.platform().filter(platform::accepts);
      if (fits.isPresent()) {
        return retry("manifest", () -> client.manifest(entry.digest().toString()));
      }
      entry
          .platform()
          .filter(p -> !p.os().equals("unknown"))
          .ifPresent(p -> offered.add(p.toString()));
    }
    throw new ImageException(
        "pull '"
            + reference.familiar()
            + "': it has no image for "
            + platform
            + ", only for "
            + String.join(", ", offered));
  }

  /// A single manifest says its platform only in the configuration.
  private static void checkPlatform(Reference reference, ImageConfig config, Platform platform)
      throws ImageException {
    Platform found = config.platform();
    if (found.architecture().isEmpty() || platform.accepts(found)) return;
    throw new ImageException(
        "pull '" + reference.familiar() + "': it is an image for " + found + ", not " + platform);
  }

  private void layers(Manifest manifest, ImageConfig config)
      throws IOException, InterruptedException {
    List<Callable<Void>> jobs = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor blob = manifest.layers().get(i);
      Digest diffId = config.diffIds().get(i);
      progress.on(new Progress.Event.Waiting(blob.digest().shortHex(), blob.size()));
      jobs.add(
          () -> {
            fetch(blob);
            store.unpack(blob, diffId, progress);
            return null;
          });
    }
    InParallel.run("pull", jobs);
  }

  /// Downloads a blob unless it is here, continuing after an error where the last attempt ended.
  private void fetch(Descriptor blob) throws IOException, InterruptedException {
    try (KeyedLocks.Held _ = store.downloads().lock(blob.digest())) {
      if (store.blobs().has(blob.digest())) return;
      Path file = store.scratch().newPath();
      try {
        retry(
            blob.digest().shortHex(),
            () -> {
              download(blob, file);
              store.blobs().adopt(file, blob.digest());
              return file;
            });
      } finally {
        Files.deleteIfExists(file);
      }
    }
  }

  private void download(Descriptor blob, Path file) throws IOException {
    long have = Files.exists(file) ? Files.size(file) : 0;
    if (have >= blob.size() && have > 0) return;
    RegistryClient.Part part = client.blob(blob.digest(), have);
    if (part.offset() < have) Files.delete(file);
    long done = part.offset();
    String name = blob.digest().shortHex();
    byte[] buffer = new byte[128 * 1024];
    try (InputStream in = part.in();
        OutputStream out = Files.newOutputStream(file, CREATE, APPEND)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        done += n;
        if (done > blob.size()) throw tooMuch(blob);
        progress.on(new Progress.Event.Downloading(name, done, blob.size()));
      }
    }
    if (done < blob.size()) {
      throw new ImageException(
          "download "
              + blob.digest()
              + ": it ended after "
              + done
              + " of "
              + blob.size()
              + " bytes");
    }
  }

  private static ImageException tooMuch(Descriptor blob) {
    return new ImageException(
        "download " + blob.digest() + ": more than the announced " + blob.size() + " bytes came");
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws IOException, InterruptedException;
  }

  /// Again after growing pauses, except when the registry's answer was definite.
  private <T> T retry(String what, Attempt<T> attempt) throws IOException, InterruptedException {
    for (int n = 1; ; n++) {
      try {
        return attempt.run();
      } catch (RegistryClient.NotFound | RegistryClient.Refused e) {
        throw new ImageException(String.valueOf(e.getMessage()), e);
      } catch (IOException e) {
        if (n == ATTEMPTS || Thread.currentThread().isInterrupted()) throw e;
        progress.on(new Progress.Event.Retrying(what, n, String.valueOf(e.getMessage())));
        Thread.sleep(FIRST_PAUSE_MILLIS << (n - 1));
      }
    }
  }
}
