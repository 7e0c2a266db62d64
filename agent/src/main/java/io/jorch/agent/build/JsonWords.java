package io.jorch.agent.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON form of arguments. As docker does it, text that is not a JSON list of strings is no
/// error but the other form.
final class JsonWords {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonWords() {}

  static Optional<List<String>> read(String text) {
    if (!text.startsWith("[")) return Optional.empty();
    try {
      JsonNode node = MAPPER.readTree(text);
      if (!node.isArray()) return Optional.empty();
      List<String> words = new ArrayList<>();
      for (JsonNode word : node) {
        if (!word.isString()) return Optional.empty();
        words.add(word.stringValue());
      }
      return Optional.of(List.copyOf(words));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
