package io.jorch.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Pulls from and pushes to registries. Plain HTTP is spoken to this machine and to the registries
/// configured as insecure, TLS to all others.
public final class Registries {
  private final ImageStore store;
  private final Set<String> insecure;
  private final DockerConfig logins;

  /// `insecure` holds registries as references name them, such as `registry.lan:5000`.
  public Registries(ImageStore store, Set<String> insecure, DockerConfig logins) {
    this.store = store;
    this.insecure = Set.copyOf(insecure);
    this.logins = logins;
  }

  /// Brings the image of this platform here, layers unpacked, named as asked and by its digest.
  /// What is here already is not fetched again; an interrupted pull goes on where it was.
  public Image pull(
      Reference reference, Platform platform, Optional<Credentials> credentials, Progress progress)
      throws IOException, InterruptedException {
    try (Leases.Lease _ = store.lease()) {
      RegistryClient client = client(reference, credentials);
      return new Pull(store, client, progress).run(reference, platform);
    }
  }

  /// Sends an image of the store to the registry its reference names.
  public void push(Reference reference, Optional<Credentials> credentials, Progress progress)
      throws IOException {
    try (Leases.Lease _ = store.lease()) {
      Image image =
          store
              .resolve(reference)
              .orElseThrow(
                  () -> new ImageException("push '" + reference.familiar() + "': no such image"));
      RegistryClient client = client(reference, credentials);
      Manifest manifest = store.manifest(image.manifest());
      for (Descriptor layer : manifest.layers()) layer(client, layer, progress);
      Digest config = manifest.config().digest();
      if (!client.hasBlob(config)) client.upload(config, store.blobs().path(config));
      client.putManifest(
          reference.tag().orElse(image.manifest().toString()),
          manifest.mediaType(),
          store.blobs().read(image.manifest()));
    }
  }

  private void layer(RegistryClient client, Descriptor layer, Progress progress)
      throws IOException {
    String name = layer.digest().shortHex();
    boolean existed = client.hasBlob(layer.digest());
    if (!existed) {
      progress.on(new Progress.Event.Uploading(name, 0, layer.size()));
      upload(client, layer.digest());
      progress.on(new Progress.Event.Uploading(name, layer.size(), layer.size()));
    }
    progress.on(new Progress.Event.Ready(name, existed));
  }

  /// A layer built here has no blob; its archive is made for the upload and thrown away.
  private void upload(RegistryClient client, Digest digest) throws IOException {
    if (store.blobs().has(digest)) {
      client.upload(digest, store.blobs().path(digest));
      return;
    }
    Path file = store.scratch().newPath();
    try {
      try (var out = Files.newOutputStream(file)) {
        store.layers().writeTar(digest, out);
      }
      client.upload(digest, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private RegistryClient client(Reference reference, Optional<Credentials> given) {
    String host = reference.registry();
    Optional<Credentials> credentials = given.or(() -> logins.find(host));
    return new RegistryClient(reference, isPlain(host), credentials);
  }

  private boolean isPlain(String registry) {
    if (insecure.contains(registry)) return true;
    String host = registry.replaceFirst(":\\d+$", "");
    return List.of("localhost", "[::1]").contains(host) || host.startsWith("127.");
  }
}
