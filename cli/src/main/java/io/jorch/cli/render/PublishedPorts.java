package io.jorch.cli.render;

import java.util.ArrayList;
import java.util.List;

/// Published ports, taken apart.
public final class PublishedPorts {
  private static final String ARROW = "->";

  private PublishedPorts() {}

  /// One port.
  ///
  /// @param target the container's, such as `80/tcp`
  /// @param address where it is reached, such as `0.0.0.0:8080`
  public record Port(String target, String address) {}

  /// Reads what listings have.
  ///
  /// @param rows as listings have them: `0.0.0.0:8080->80/tcp`; what is not published is left out
  public static List<Port> of(List<String> rows) {
    List<Port> ports = new ArrayList<>();
    for (String row : rows) {
      int arrow = row.indexOf(ARROW);
      if (arrow > 0)
        ports.add(new Port(row.substring(arrow + ARROW.length()), row.substring(0, arrow)));
    }
    return ports;
  }
}
