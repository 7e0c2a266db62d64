package io.jorch.agent.image;

import io.jorch.core.tar.TarOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes images as one OCI image layout in a tar (image-layout.md), with docker's `manifest.json`
/// beside it, so that `docker load`, `skopeo` and this program all read it. Blobs go out as they
/// came in; a layer built here goes out as the plain archive its digest names.
final class ArchiveWriter {
  private static final String NAME = "org.opencontainers.image.ref.name";
  private static final String FULL_NAME = "io.containerd.image.name";
  private final ImageStore store;
  private final Set<Digest> written = new LinkedHashSet<>();

  ArchiveWriter(ImageStore store) {
    this.store = store;
  }

  void write(Collection<String> referencesOrIds, OutputStream to) throws IOException {
    Map<Digest, List<Reference>> names = new LinkedHashMap<>();
    Map<Digest, Image> images = new LinkedHashMap<>();
    for (String text : referencesOrIds) {
      Image image =
          store
              .resolve(text)
              .orElseThrow(() -> new ImageException("save image '" + text + "': no such image"));
      images.put(image.id(), image);
      names.computeIfAbsent(image.id(), id -> new ArrayList<>()).addAll(named(image, text));
    }
    OutputStream buffered = new BufferedOutputStream(to, 128 * 1024);
    TarOutput out = new TarOutput(buffered);
    file(out, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
    for (Image image : images.values()) blobs(out, buffered, image);
    file(out, "index.json", index(images.values(), names));
    file(out, "manifest.json", dockerManifest(images.values(), names));
    out.finish();
    buffered.flush();
  }

  /// An image asked for by id keeps all its names, one asked for by name that name.
  private static List<Reference> named(Image image, String text) throws IOException {
    List<Reference> tags = image.references().stream().filter(r -> r.tag().isPresent()).toList();
    boolean id = image.id().toString().contains(text);
    return id ? tags : tags.stream().filter(r -> matches(r, text)).toList();
  }

  private static boolean matches(Reference reference, String text) {
    try {
      return reference.equals(Reference.parse(text));
    } catch (ImageException e) {
      return false;
    }
  }

  private void blobs(TarOutput out, OutputStream raw, Image image) throws IOException {
    Manifest manifest = store.manifest(image.manifest());
    stored(out, image.manifest());
    stored(out, manifest.config().digest());
    for (Descriptor layer : manifest.layers()) {
      if (store.blobs().has(layer.digest())) stored(out, layer.digest());
      else built(out, raw, layer);
    }
  }

  private void stored(TarOutput out, Digest digest) throws IOException {
    if (!written.add(digest)) return;
    long size = store.blobs().size(digest);
    out.header(TarOutput.Header.file(path(digest), size));
    try (InputStream in = Files.newInputStream(store.blobs().path(digest))) {
      out.content(path(digest), in, size);
    }
  }

  /// A plain archive is a whole number of tar records, so no padding is needed.
  private void built(TarOutput out, OutputStream raw, Descriptor layer) throws IOException {
    if (!written.add(layer.digest())) return;
    out.header(TarOutput.Header.file(path(layer.digest()), layer.size()));
    store.layers().writeTar(layer.digest(), raw);
  }

  private byte[] index(Collection<Image> images, Map<Digest, List<Reference>> names)
      throws IOException {
    List<Descriptor> entries = new ArrayList<>();
    for (Image image : images) {
      String type = store.manifest(image.manifest()).mediaType();
      long size = store.blobs().size(image.manifest());
      List<Map<String, String>> annotations = new ArrayList<>();
      for (Reference name : names.getOrDefault(image.id(), List.of())) {
        annotations.add(Map.of(FULL_NAME, name.toString(), NAME, name.tag().orElse("")));
      }
      if (annotations.isEmpty()) annotations.add(Map.of());
      for (Map<String, String> a : annotations) {
        entries.add(
            new Descriptor(
                type,
                image.manifest(),
                size,
                java.util.Optional.of(image.config().platform()),
                new java.util.TreeMap<>(a)));
      }
    }
    return ManifestJson.writeIndex(entries);
  }

  private byte[] dockerManifest(Collection<Image> images, Map<Digest, List<Reference>> names)
      throws IOException {
    ArrayNode list = Json.array();
    for (Image image : images) {
      ObjectNode node = list.addObject();
      Manifest manifest = store.manifest(image.manifest());
      node.put("Config", path(image.id()));
      ArrayNode tags = node.putArray("RepoTags");
      for (Reference name : names.getOrDefault(image.id(), List.of())) tags.add(name.familiar());
      ArrayNode layers = node.putArray("Layers");
      for (Descriptor layer : manifest.layers()) layers.add(path(layer.digest()));
    }
    return Json.write(list);
  }

  private static void file(TarOutput out, String name, byte[] bytes) throws IOException {
    out.header(TarOutput.Header.file(name, bytes.length));
    out.content(name, new java.io.ByteArrayInputStream(bytes), bytes.length);
  }

  private static String path(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }
}
