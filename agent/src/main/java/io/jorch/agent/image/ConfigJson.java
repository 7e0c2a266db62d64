package io.jorch.agent.image;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The image configuration as JSON (OCI image specification config.md, with docker's `Healthcheck`,
/// `Shell` and `OnBuild`). Written in a fixed order: the digest of these bytes is the image's id.
final class ConfigJson {
  private ConfigJson() {}

  static ImageConfig read(String what, byte[] json) throws ImageException {
    JsonNode root = Json.read(what, json);
    JsonNode run = root.path("config");
    Platform platform =
        new Platform(
            Json.optionalText(root, "os").orElse("linux"),
            Json.text(root, "architecture"),
            Json.text(root, "variant"));
    return new ImageConfig(
        platform,
        time(root, "created"),
        Json.texts(run, "Env"),
        Json.texts(run, "Entrypoint"),
        Json.texts(run, "Cmd"),
        Json.text(run, "User"),
        Json.text(run, "WorkingDir"),
        keys(run, "ExposedPorts"),
        keys(run, "Volumes"),
        new TreeMap<>(Json.textMap(run, "Labels")),
        Json.optionalText(run, "StopSignal"),
        healthcheck(run.path("Healthcheck")),
        Json.texts(run, "Shell"),
        Json.texts(run, "OnBuild"),
        diffIds(what, root.path("rootfs")),
        history(root.path("history")));
  }

  static byte[] write(ImageConfig config) {
    ObjectNode root = Json.object();
    root.put("architecture", config.platform().architecture());
    root.put("os", config.platform().os());
    Json.put(root, "variant", config.platform().variant());
    config.created().ifPresent(t -> root.put("created", t.toString()));
    root.set("config", run(config));
    ObjectNode rootfs = root.putObject("rootfs").put("type", "layers");
    var diffIds = rootfs.putArray("diff_ids");
    for (Digest diffId : config.diffIds()) diffIds.add(diffId.toString());
    var history = root.putArray("history");
    for (ImageConfig.History line : config.history()) history.add(write(line));
    return Json.write(root);
  }

  private static ObjectNode run(ImageConfig config) {
    ObjectNode run = Json.object();
    Json.put(run, "User", config.user());
    putKeys(run, "ExposedPorts", config.exposedPorts());
    Json.put(run, "Env", config.env());
    Json.put(run, "Entrypoint", config.entrypoint());
    Json.put(run, "Cmd", config.cmd());
    putKeys(run, "Volumes", config.volumes());
    Json.put(run, "WorkingDir", config.workdir());
    if (!config.labels().isEmpty()) {
      ObjectNode labels = run.putObject("Labels");
      new TreeMap<>(config.labels()).forEach(labels::put);
    }
    config.stopSignal().ifPresent(s -> run.put("StopSignal", s));
    config.healthcheck().ifPresent(h -> run.set("Healthcheck", write(h)));
    Json.put(run, "Shell", config.shell());
    Json.put(run, "OnBuild", config.onBuild());
    return run;
  }

  private static ObjectNode write(ImageConfig.History line) {
    ObjectNode node = Json.object();
    line.created().ifPresent(t -> node.put("created", t.toString()));
    node.put("created_by", line.createdBy());
    if (line.emptyLayer()) node.put("empty_layer", true);
    return node;
  }

  private static ObjectNode write(Healthcheck check) {
    ObjectNode node = Json.object();
    Json.put(node, "Test", check.test());
    check.interval().ifPresent(d -> node.put("Interval", d.toNanos()));
    check.timeout().ifPresent(d -> node.put("Timeout", d.toNanos()));
    check.startPeriod().ifPresent(d -> node.put("StartPeriod", d.toNanos()));
    check.startInterval().ifPresent(d -> node.put("StartInterval", d.toNanos()));
    check.retries().ifPresent(n -> node.put("Retries", n));
    return node;
  }

  private static Optional<Healthcheck> healthcheck(JsonNode node) {
    List<String> test = Json.texts(node, "Test");
    if (test.isEmpty()) return Optional.empty();
    int retries = node.path("Retries").asInt(0);
    return Optional.of(
        new Healthcheck(
            test,
            nanos(node, "Interval"),
            nanos(node, "Timeout"),
            nanos(node, "StartPeriod"),
            nanos(node, "StartInterval"),
            retries > 0 ? Optional.of(retries) : Optional.empty()));
  }

  /// Docker writes nanoseconds, zero for "the default".
  private static Optional<Duration> nanos(JsonNode node, String name) {
    long nanos = node.path(name).asLong(0);
    return nanos > 0 ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
  }

  private static List<Digest> diffIds(String what, JsonNode rootfs) throws ImageException {
    List<Digest> found = new ArrayList<>();
    for (String text : Json.texts(rootfs, "diff_ids")) {
      try {
        found.add(Digest.parse(text));
      } catch (IllegalArgumentException e) {
        throw new ImageException("read " + what + ": " + e.getMessage(), e);
      }
    }
    return List.copyOf(found);
  }

  private static List<ImageConfig.History> history(JsonNode lines) {
    List<ImageConfig.History> found = new ArrayList<>();
    for (JsonNode line : lines) {
      boolean empty = line.path("empty_layer").asBoolean(false);
      found.add(
          new ImageConfig.History(time(line, "created"), Json.text(line, "created_by"), empty));
    }
    return List.copyOf(found);
  }

  private static Optional<Instant> time(JsonNode node, String name) {
    Optional<String> text = Json.optionalText(node, name);
    try {
      return text.map(t -> OffsetDateTime.parse(t).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static SortedSet<String> keys(JsonNode parent, String name) {
    return new TreeSet<>(Json.textMap(parent, name).keySet());
  }

  private static void putKeys(ObjectNode node, String name, SortedSet<String> keys) {
    if (keys.isEmpty()) return;
    ObjectNode members = node.putObject(name);
    for (String key : keys) members.putObject(key);
  }
}
