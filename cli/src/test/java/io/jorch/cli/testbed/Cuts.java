package io.jorch.cli.testbed;

import java.io.IOException;
import java.util.List;

/// Frames that vanish in the switch: links stay up and nobody is told. What is cut is kept in the
/// kernel's sets only.
record Cuts(Namespace namespace) {
  private static final String TABLE = "bridge faults";

  /// From `mute` ports nothing gets out, into `deaf` ones nothing gets in, and between the pairs of
  /// `apart` nothing goes that way.
  private static final String RULES =
      """
      table bridge faults {
        set mute { type ifname; }
        set deaf { type ifname; }
        set apart { type ifname . ifname; }
        chain forward {
          type filter hook forward priority 0; policy accept;
          iifname @mute drop
          oifname @deaf drop
          iifname . oifname @apart drop
        }
      }
      """;

  void prepare() throws IOException {
    run(RULES);
  }

  void cut(Port port) throws IOException {
    run(add("mute", names(port)) + add("deaf", names(port)));
  }

  void mute(Port port) throws IOException {
    run(add("mute", names(port)));
  }

  void deafen(Port port) throws IOException {
    run(add("deaf", names(port)));
  }

  /// The two do not hear each other.
  void part(Port one, Port other) throws IOException {
    run(add("apart", pairs(one, other)) + add("apart", pairs(other, one)));
  }

  /// Nothing goes from one to the other any more; the other way is as it was.
  void partOneWay(Port from, Port to) throws IOException {
    run(add("apart", pairs(from, to)));
  }

  /// With and without a relay.
  private static List<String> names(Port port) {
    return List.of(port.link(), port.relayed());
  }

  private static List<String> pairs(Port from, Port to) {
    return names(from).stream()
        .flatMap(one -> names(to).stream().map(other -> one + " . " + other))
        .toList();
  }

  private static String add(String set, List<String> elements) {
    return "add element %s %s { %s }%n".formatted(TABLE, set, String.join(", ", elements));
  }

  /// All of it at the same moment.
  private void run(String transaction) throws IOException {
    namespace.output("nft", transaction);
  }

  /// Nothing is cut any more, in one step.
  void heal() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String set : List.of("mute", "deaf", "apart"))
      all.append("flush set ").append(TABLE).append(' ').append(set).append('\n');
    run(all.toString());
  }
}
