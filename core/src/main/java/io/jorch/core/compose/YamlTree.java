package io.jorch.core.compose;

import io.jorch.core.compose.Node.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Builds `Node`s from YAML events. Depth and the number of nodes that aliases expand to are
/// bounded, since everything after this walks the tree recursively as if it were spelled out.
final class YamlTree {
  static final int MAX_DEPTH = 64;
  static final long MAX_NODES = 200_000;

  /// @param weight nodes in it, aliases spelled out
  /// @param height levels below and including it
  private record Built(Node node, long weight, int height) {}

  private static final class TooMuch extends RuntimeException {
    final Mark mark;

    TooMuch(Mark mark, String message) {
      super(message, null, false, false);
      this.mark = mark;
    }
  }

  private final String file;
  private final Problems problems;
  private final DollarMarks dollars;
  private final ParserImpl events;
  private final Map<String, Built> anchors = new HashMap<>();

  private YamlTree(String file, String text, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(Integer.MAX_VALUE).build();
    this.file = file;
    this.problems = problems;
    this.dollars = new DollarMarks(file, text);
    this.events = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /// Every document of the text; empty ones are left out. After a syntax error, what came before
  /// it is dropped too.
  static List<Node> parse(String file, String text, Problems problems) {
    try {
      return new YamlTree(file, text, problems).documents();
    } catch (TooMuch e) {
      problems.error(e.mark, "", String.valueOf(e.getMessage()));
    } catch (MarkedYamlEngineException e) {
      problems.error(place(file, e), "", "not valid YAML: " + sentence(e));
    } catch (YamlEngineException e) {
      problems.error(Mark.whole(file), "", "not valid YAML: " + e.getMessage());
    }
    return List.of();
  }

  private static Mark place(String file, MarkedYamlEngineException e) {
    return e.getProblemMark()
        .or(e::getContextMark)
        .map(m -> new Mark(file, m.getLine() + 1, m.getColumn() + 1))
        .orElse(Mark.whole(file));
  }

  private static String sentence(MarkedYamlEngineException e) {
    String context = e.getContext();
    return context == null ? e.getProblem() : context + ", " + e.getProblem();
  }

  private List<Node> documents() {
    List<Node> result = new ArrayList<>();
    while (events.hasNext()) {
      if (events.next().getEventId() != Event.ID.DocumentStart) continue;
      anchors.clear();
      Node root = build("", 1).node;
      if (!(root instanceof Node.Scalar scalar && scalar.isNull())) result.add(root);
    }
    return result;
  }

  private Built build(String path, int depth) {
    Event event = events.next();
    Mark mark = mark(event);
    if (depth > MAX_DEPTH) throw new TooMuch(mark, "nested deeper than " + MAX_DEPTH + " levels");
    if (event instanceof AliasEvent alias) return aliased(alias, mark, depth);
    Built built =
        event instanceof ScalarEvent scalar
            ? new Built(scalar(scalar, mark, path), 1, 1)
            : event.getEventId() == Event.ID.SequenceStart
                ? sequence((CollectionStartEvent) event, mark, path, depth)
                : mapping((CollectionStartEvent) event, mark, path, depth);
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    if (anchor.isPresent()) anchors.put(anchor.get().getValue(), built);
    return built;
  }

  private Built aliased(AliasEvent event, Mark mark, int depth) {
    String name = event.getAlias().getValue();
    Built built = anchors.get(name);
    if (built == null) {
      problems.error(mark, "", "alias '*" + name + "' is used before its anchor is complete");
      return new Built(Node.Scalar.none(mark), 1, 1);
    }
    if (depth + built.height > MAX_DEPTH) {
      throw new TooMuch(mark, "nested deeper than " + MAX_DEPTH + " levels through aliases");
    }
    return built;
  }

  private Node scalar(ScalarEvent event, Mark mark, String path) {
    String text = event.getValue();
    String tag = tag(event.getTag(), mark, path);
    boolean plain = event.isPlain() && !tag.equals("!!str");
    List<Mark> marks = text.indexOf('$') < 0 ? List.of() : dollars.within(event, text);
    return new Node.Scalar(mark, merging(tag), text, plain, marks);
  }

  private Built sequence(CollectionStartEvent event, Mark mark, String path, int depth) {
    String tag = tag(event.getTag(), mark, path);
    List<Node> items = new ArrayList<>();
    long weight = 1;
    int height = 0;
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      Built item = build(path + "[" + items.size() + "]", depth + 1);
      items.add(item.node);
      weight = bounded(weight + item.weight, mark);
      height = Math.max(height, item.height);
    }
    events.next();
    return new Built(new Node.Sequence(mark, merging(tag), items), weight, height + 1);
  }

  private Built mapping(CollectionStartEvent event, Mark mark, String path, int depth) {
    String tag = tag(event.getTag(), mark, path);
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<Node> merged = new ArrayList<>();
    long weight = 1;
    int height = 0;
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      Mark keyMark = mark(events.peekEvent());
      boolean quoted = !(events.peekEvent() instanceof ScalarEvent s && s.isPlain());
      @Nullable String key = key(path, depth);
      Built value = build(key == null ? path : join(path, key), depth + 1);
      weight = bounded(weight + value.weight, mark);
      height = Math.max(height, value.height);
      if (key == null) continue;
      if (key.equals("<<") && !quoted) merged.add(value.node);
      else put(entries, key, new Entry(keyMark, value.node), path);
    }
    events.next();
    for (Node node : merged) merge(entries, node, path);
    return new Built(new Node.Mapping(mark, merging(tag), entries), weight, height + 1);
  }

  private @Nullable String key(String path, int depth) {
    Built key = build(path, depth + 1);
    if (key.node instanceof Node.Scalar scalar) return scalar.text();
    problems.error(key.node.mark(), path, "a key must be text, not " + key.node.describe());
    return null;
  }

  private void put(Map<String, Entry> entries, String key, Entry entry, String path) {
    Entry first = entries.putIfAbsent(key, entry);
    if (first == null) return;
    int line = first.mark().line();
    problems.error(entry.mark(), path, "duplicate key '" + key + "', first on line " + line);
  }

  /// YAML's merge key: what is there already wins, as does an earlier item of a list.
  private void merge(Map<String, Entry> entries, Node from, String path) {
    if (from instanceof Node.Mapping mapping) {
      mapping.entries().forEach(entries::putIfAbsent);
    } else if (from instanceof Node.Sequence sequence
        && sequence.items().stream().allMatch(Node.Mapping.class::isInstance)) {
      for (Node item : sequence.items()) merge(entries, item, path);
    } else {
      String found = from.describe();
      problems.error(
          from.mark(), join(path, "<<"), "expected a mapping or a list of mappings, got " + found);
    }
  }

  private long bounded(long weight, Mark mark) {
    if (weight > MAX_NODES) {
      throw new TooMuch(mark, "more than " + MAX_NODES + " values, counting aliases in full");
    }
    return weight;
  }

  private String tag(Optional<String> tag, Mark mark, String path) {
    if (tag.isEmpty() || tag.get().equals("!")) return tag.isEmpty() ? "" : "!!str";
    String name = tag.get();
    String standard = "tag:yaml.org,2002:";
    if (name.startsWith(standard)) {
      String suffix = name.substring(standard.length());
      if (List.of("str", "int", "float", "bool", "null", "seq", "map").contains(suffix)) {
        return "!!" + suffix;
      }
      name = "!!" + suffix;
    } else if (name.equals("!reset") || name.equals("!override")) {
      return name;
    }
    problems.error(mark, path, "tag '" + name + "' is not supported; remove it");
    return "";
  }

  private static String merging(String tag) {
    return tag.startsWith("!!") ? "" : tag;
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Mark mark(Event event) {
    return event
        .getStartMark()
        .map(m -> new Mark(file, m.getLine() + 1, m.getColumn() + 1))
        .orElse(Mark.whole(file));
  }
}
