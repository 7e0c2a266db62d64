package io.jorch.cli.system;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a command printed with `--format json`.
public record Rows(List<JsonNode> all) {
  private static final JsonMapper JSON = new JsonMapper();

  public static Rows of(Ran ran) {
    List<JsonNode> rows = new ArrayList<>();
    JSON.readTree(ran.out()).forEach(rows::add);
    return new Rows(rows);
  }

  public static JsonNode object(Ran ran) {
    return JSON.readTree(ran.out());
  }

  public Rows where(Predicate<JsonNode> wanted) {
    return new Rows(all.stream().filter(wanted).toList());
  }

  public Rows where(String field, String value) {
    return where(row -> row.path(field).asString("").equals(value));
  }

  public Rows service(String name) {
    return where("service", name);
  }

  /// One field of each, sorted.
  public List<String> texts(String field) {
    return all.stream().map(row -> row.path(field).asString("")).sorted().toList();
  }

  public int count() {
    return all.size();
  }

  /// The only one.
  public JsonNode one() {
    if (all.size() != 1) throw new AssertionError("not one row but " + all);
    return all.getFirst();
  }
}
