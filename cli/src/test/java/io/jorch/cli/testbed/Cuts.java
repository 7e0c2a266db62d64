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
    namespace.output("nft", RULES);
  }

  void mute(Port port) throws IOException {
    for (String name : names(port)) add("mute", name);
  }

  void deafen(Port port) throws IOException {
    for (String name : names(port)) add("deaf", name);
  }

  /// Nothing goes from one to the other any more; the other way is as it was.
  void part(Port from, Port to) throws IOException {
    for (String one : names(from)) for (String other : names(to)) add("apart", one + " . " + other);
  }

  /// With and without a relay.
  private static List<String> names(Port port) {
    return List.of(port.link(), port.relayed());
  }

  private void add(String set, String element) throws IOException {
    namespace.output("nft", "add element " + TABLE + " " + set + " { " + element + " }");
  }

  /// Nothing is cut any more, in one step.
  void heal() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String set : List.of("mute", "deaf", "apart"))
      all.append("flush set ").append(TABLE).append(' ').append(set).append('\n');
    namespace.output("nft", all.toString());
  }
}
