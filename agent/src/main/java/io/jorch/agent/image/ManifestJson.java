package io.jorch.agent.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Manifests and indexes as JSON (OCI image specification manifest.md and image-index.md; docker's
/// schema 2 has the same shape).
final class ManifestJson {
  private ManifestJson() {}

  static Manifest manifest(String what, byte[] json) throws ImageException {
    JsonNode node = Json.read(what, json);
    if (node.path("schemaVersion").asInt(0) == 1) {
      throw new ImageException(
          "read " + what + ": docker's image format of schema 1 is obsolete; push the image again");
    }
    if (!node.path("config").isObject() || !node.path("layers").isArray()) {
      throw new ImageException("read " + what + ": an image manifest has a config and layers");
    }
    List<Descriptor> layers = new ArrayList<>();
    for (JsonNode layer : node.path("layers")) layers.add(descriptor(what, layer));
    String type = Json.optionalText(node, "mediaType").orElse(Manifest.OCI_MANIFEST);
    return new Manifest(type, descriptor(what, node.path("config")), layers);
  }

  /// The entries of an index, a docker manifest list or an OCI layout's index.json.
  static List<Descriptor> index(String what, byte[] json) throws ImageException {
    List<Descriptor> entries = new ArrayList<>();
    for (JsonNode entry : Json.read(what, json).path("manifests")) {
      entries.add(descriptor(what, entry));
    }
    return entries;
  }

  /// What kind of document these bytes are, said by themselves or by their shape.
  static String mediaType(String what, byte[] json) throws ImageException {
    JsonNode node = Json.read(what, json);
    String shape = node.has("manifests") ? Manifest.OCI_INDEX : Manifest.OCI_MANIFEST;
    return Json.optionalText(node, "mediaType").orElse(shape);
  }

  static byte[] write(Manifest manifest) {
    ObjectNode node = Json.object();
    node.put("schemaVersion", 2).put("mediaType", manifest.mediaType());
    node.set("config", write(manifest.config()));
    var layers = node.putArray("layers");
    for (Descriptor layer : manifest.layers()) layers.add(write(layer));
    return Json.write(node);
  }

  static byte[] writeIndex(List<Descriptor> entries) {
    ObjectNode node = Json.object();
    node.put("schemaVersion", 2).put("mediaType", Manifest.OCI_INDEX);
    var manifests = node.putArray("manifests");
    for (Descriptor entry : entries) manifests.add(write(entry));
    return Json.write(node);
  }

  static ObjectNode write(Descriptor descriptor) {
    ObjectNode node = Json.object();
    node.put("mediaType", descriptor.mediaType());
    node.put("digest", descriptor.digest().toString());
    node.put("size", descriptor.size());
    descriptor.platform().ifPresent(p -> node.set("platform", write(p)));
    if (!descriptor.annotations().isEmpty()) {
      ObjectNode annotations = node.putObject("annotations");
      descriptor.annotations().forEach(annotations::put);
    }
    return node;
  }

  private static ObjectNode write(Platform platform) {
    ObjectNode node = Json.object();
    node.put("architecture", platform.architecture()).put("os", platform.os());
    Json.put(node, "variant", platform.variant());
    return node;
  }

  static Optional<Descriptor> optionalDescriptor(String what, JsonNode node) throws ImageException {
    return node.isObject() ? Optional.of(descriptor(what, node)) : Optional.empty();
  }

  private static Descriptor descriptor(String what, JsonNode node) throws ImageException {
    Digest digest;
    try {
      digest = Digest.parse(Json.text(node, "digest"));
    } catch (IllegalArgumentException e) {
      throw new ImageException("read " + what + ": " + e.getMessage(), e);
    }
    Map<String, String> annotations = Json.textMap(node, "annotations");
    long size = node.path("size").asLong(-1);
    if (size < 0) throw new ImageException("read " + what + ": " + digest + " has no valid size");
    String type = Json.text(node, "mediaType");
    return new Descriptor(type, digest, size, platform(node.path("platform")), annotations);
  }

  private static Optional<Platform> platform(JsonNode node) {
    if (!node.isObject()) return Optional.empty();
    String os = Json.text(node, "os");
    return Optional.of(
        new Platform(os, Json.text(node, "architecture"), Json.text(node, "variant")));
  }
}
