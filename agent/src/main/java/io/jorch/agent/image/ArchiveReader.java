package io.jorch.agent.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import tools.jackson.databind.JsonNode;

/// Loads `docker save` archives and OCI layouts, which may order their entries in any way: every
/// file becomes a blob first, then the documents that tie them together are read. Entry names are
/// only looked up, never used as paths.
final class ArchiveReader {
  private static final String NAME = "org.opencontainers.image.ref.name";
  private static final String FULL_NAME = "io.containerd.image.name";
  private final ImageStore store;
  private final Progress progress;
  private final Map<String, Digest> files = new LinkedHashMap<>();
  private final Map<String, String> links = new LinkedHashMap<>();

  ArchiveReader(ImageStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  List<Image> read(InputStream archive) throws IOException {
    collect(archive);
    Optional<Digest> docker = file("/manifest.json");
    Optional<Digest> layout = file("/index.json");
    if (docker.isPresent()) return docker(store.blobs().read(docker.get()));
    if (layout.isPresent()) return layout(store.blobs().read(layout.get()));
    throw new ImageException(
        "load images: the archive has neither manifest.json (docker save) nor index.json (OCI"
            + " layout)");
  }

  private void collect(InputStream archive) throws IOException {
    TarInput in = new TarInput(Compression.expand(archive));
    for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
      String name = clean(e.getName());
      if (e.isSymbolicLink()) links.put(name, clean(beside(name, e.getLinkName())));
      else if (e.isLink()) links.put(name, clean(e.getLinkName()));
      else if (e.isFile()) files.put(name, store.blobs().put(in));
    }
  }

  private List<Image> docker(byte[] json) throws IOException {
    List<Image> loaded = new ArrayList<>();
    for (JsonNode image : Json.read("manifest.json", json)) {
      List<Reference> names = new ArrayList<>();
      for (String tag : Json.texts(image, "RepoTags")) names.add(Reference.parse(tag));
      Digest id = required(Json.text(image, "Config"));
      List<Descriptor> layers = new ArrayList<>();
      for (String layer : Json.texts(image, "Layers")) layers.add(layer(required(layer)));
      Descriptor config = new Descriptor(Manifest.OCI_CONFIG, id, store.blobs().size(id));
      Manifest manifest = new Manifest(Manifest.OCI_MANIFEST, config, layers);
      Digest digest = original(manifest).orElse(null);
      if (digest == null) digest = store.blobs().put(ManifestJson.write(manifest));
      loaded.add(install(digest, names));
    }
    return loaded;
  }

  /// The manifest the archive's OCI part has for the same image, so that its digest is kept.
  private Optional<Digest> original(Manifest wanted) throws IOException {
    Optional<Digest> layout = file("/index.json");
    if (layout.isEmpty()) return Optional.empty();
    for (Descriptor entry : ManifestJson.index("index.json", store.blobs().read(layout.get()))) {
      if (!Manifest.isManifest(entry.mediaType()) || !files.containsValue(entry.digest())) continue;
      Manifest found = store.manifest(entry.digest());
      if (found.config().digest().equals(wanted.config().digest())
          && found.layers().stream().allMatch(l -> files.containsValue(l.digest()))) {
        return Optional.of(entry.digest());
      }
    }
    return Optional.empty();
  }

  private List<Image> layout(byte[] json) throws IOException {
    List<Image> loaded = new ArrayList<>();
    for (Descriptor entry : ManifestJson.index("index.json", json)) {
      Optional<Digest> manifest = choose(entry);
      if (manifest.isEmpty()) continue;
      loaded.add(install(manifest.get(), names(entry)));
    }
    if (loaded.isEmpty()) {
      throw new ImageException(
          "load images: the OCI layout holds no image for " + Platform.current());
    }
    return loaded;
  }

  private Image install(Digest manifest, List<Reference> names) throws IOException {
    int[] fresh = {0};
    Image image =
        store.install(
            manifest,
            names,
            event -> {
              if (event instanceof Progress.Event.Ready ready && !ready.existed()) fresh[0]++;
              progress.on(event);
            });
    progress.on(new Progress.Event.Loaded(image, names, fresh[0]));
    return image;
  }

  private Optional<Digest> choose(Descriptor entry) throws IOException {
    if (!files.containsValue(entry.digest())) {
      throw new ImageException("load images: the archive lacks " + entry.digest());
    }
    if (!Manifest.isIndex(entry.mediaType())) return Optional.of(entry.digest());
    byte[] nested = store.blobs().read(entry.digest());
    for (Descriptor inner : ManifestJson.index("index " + entry.digest(), nested)) {
      boolean fits = inner.platform().map(Platform.current()::accepts).orElse(true);
      if (fits && files.containsValue(inner.digest())) return choose(inner);
    }
    return Optional.empty();
  }

  /// Docker and containerd write the whole name, others only a tag, which alone names nothing.
  private static List<Reference> names(Descriptor entry) throws ImageException {
    String full = entry.annotations().getOrDefault(FULL_NAME, "");
    if (!full.isEmpty()) return List.of(Reference.parse(full));
    String name = entry.annotations().getOrDefault(NAME, "");
    boolean whole = name.contains(":") || name.contains("/");
    return whole ? List.of(Reference.parse(name)) : List.of();
  }

  private Descriptor layer(Digest digest) throws IOException {
    Path file = store.blobs().path(digest);
    try (InputStream in = new java.io.BufferedInputStream(Files.newInputStream(file))) {
      String type = Manifest.OCI_LAYER + Compression.of(in).suffix();
      return new Descriptor(type, digest, Files.size(file));
    }
  }

  private Digest required(String name) throws ImageException {
    return file(clean(name))
        .orElseThrow(
            () -> new ImageException("load images: the archive lacks its file '" + name + "'"));
  }

  private Optional<Digest> file(String name) {
    String at = name;
    for (int i = 0; i < 8 && links.containsKey(at); i++) at = links.getOrDefault(at, "");
    return Optional.ofNullable(files.get(at));
  }

  private static String beside(String name, String target) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? target : name.substring(0, slash + 1) + target;
  }

  private static String clean(String name) {
    return Path.of("/").resolve(name).normalize().toString();
  }
}
