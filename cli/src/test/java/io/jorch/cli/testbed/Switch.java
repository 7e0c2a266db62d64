package io.jorch.cli.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the hosts of a lab are plugged into: a bridge alone in a namespace.
///
/// @param directory its own
record Switch(Path directory, Namespace namespace) {
  private static final String BRIDGE = "br0";

  static Switch create(Path directory) throws IOException {
    Namespace namespace = Namespace.create("switch", Files.createDirectories(directory));
    Switch made = new Switch(directory, namespace);
    made.run("link add", BRIDGE, "type bridge stp_state 0 forward_delay 0");
    made.run("link set", BRIDGE, "up");
    new Cuts(namespace).prepare();
    return made;
  }

  static Switch in(Path directory) throws IOException {
    return new Switch(
        directory,
        Namespace.in(directory)
            .orElseThrow(() -> new IOException("the switch in " + directory + " is gone")));
  }

  /// A cable from the port to `eth0` of that namespace.
  void plug(Port port, Namespace end) throws IOException {
    run("link add", port.link(), "type veth peer name eth0 netns", "" + end.holder());
    run("link set", port.link(), "master", BRIDGE, "up");
    end.output("ip", "link", "set", "eth0", "address", port.mac(), "up");
    end.output("ip", "address", "add", port.address() + "/24", "dev", "eth0");
  }

  /// As if it were pulled out: both ends are gone at once.
  void unplug(Port port) throws IOException {
    mend(port);
    if (has(port.link())) run("link del", port.link());
  }

  /// Puts a bad cable in place of the good one.
  ///
  /// @param program the compiled relay
  void impair(Port port, Impairment how, Path program) throws IOException {
    mend(port);
    run("link add", port.relayed(), "type veth peer name", port.relay());
    run("link set", port.relay(), "up");
    run("link set", port.link(), "nomaster");
    run("link set", port.relayed(), "master", BRIDGE, "up");
    Relay.start(namespace, program, port, how, file(port));
  }

  /// The good cable again, where there was a bad one.
  void mend(Port port) throws IOException {
    if (!has(port.relay())) return;
    Relay.stop(file(port));
    run("link del", port.relay());
    if (has(port.link())) run("link set", port.link(), "master", BRIDGE);
  }

  private Path file(Port port) {
    return directory.resolve("relay-" + port.number() + ".pid");
  }

  private boolean has(String link) throws IOException {
    return namespace
        .output("ip", "-o", "link")
        .lines()
        .anyMatch(line -> line.matches("\\d+: " + link + "[@:].*"));
  }

  /// Words of ip(8), several in one where they need no care.
  private void run(String... words) throws IOException {
    namespace.output(("ip " + String.join(" ", words)).split(" ", -1));
  }
}
