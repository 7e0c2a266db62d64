package io.jorch.cli.render;

import io.jorch.core.api.Event;
import java.util.List;
import java.util.TreeMap;

/// An event as a line: time, what, which, and what else is known, sorted.
public final class EventText {
  private EventText() {}

  public static String of(Event event) {
    List<String> attributes =
        new TreeMap<>(event.attributes())
            .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    String more = attributes.isEmpty() ? "" : " (" + String.join(", ", attributes) + ")";
    String id =
        event.kind().equals("task") || event.kind().equals("image")
            ? TaskRows.shortId(event.id())
            : event.id();
    return event.time() + " " + event.kind() + " " + event.action() + " " + id + more;
  }
}
