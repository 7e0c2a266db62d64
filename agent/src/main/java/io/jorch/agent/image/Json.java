package io.jorch.agent.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reading foreign JSON forgivingly (a missing or null member is an empty one) and writing ours in
/// one fixed order, so that equal values have equal digests.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /// Parses an object; `what` names the document in the error.
  static JsonNode read(String what, byte[] json) throws ImageException {
    try {
      return MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new ImageException("read " + what + ": not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  static byte[] write(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static String text(JsonNode parent, String name) {
    JsonNode node = parent.path(name);
    return node.isString() ? node.stringValue() : "";
  }

  static Optional<String> optionalText(JsonNode parent, String name) {
    return Optional.of(text(parent, name)).filter(t -> !t.isEmpty());
  }

  static List<String> texts(JsonNode parent, String name) {
    List<String> found = new ArrayList<>();
    for (JsonNode node : parent.path(name)) if (node.isString()) found.add(node.stringValue());
    return List.copyOf(found);
  }

  static Map<String, String> textMap(JsonNode parent, String name) {
    Map<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : parent.path(name).properties()) {
      found.put(member.getKey(), member.getValue().asString(""));
    }
    return found;
  }

  static void put(ObjectNode node, String name, List<String> values) {
    if (values.isEmpty()) return;
    var array = node.putArray(name);
    for (String value : values) array.add(value);
  }

  static void put(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) node.put(name, value);
  }
}
