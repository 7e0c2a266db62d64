package io.jorch.core.compose;

import io.jorch.core.model.PortSpec;
import io.jorch.core.model.PortSpec.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// `ports` in both forms; a range becomes one port each.
final class PortReader {
  /// One published port and where it is written.
  record Placed(PortSpec port, Mark mark, String path) {}

  private record Range(int first, int last) {
    int size() {
      return last - first + 1;
    }
  }

  private static final Map<String, Protocol> PROTOCOLS =
      Map.of("tcp", Protocol.TCP, "udp", Protocol.UDP);

  /// Whether the port is open on the nodes of the tasks only.
  private static final Map<String, Boolean> MODES = Map.of("ingress", false, "host", true);

  private static final int MAX_PORTS = 2 * 65535;

  private final Values values;
  private final Map<String, Placed> result = new LinkedHashMap<>();

  PortReader(Values values) {
    this.values = values;
  }

  /// The ports in the file's order, each once.
  List<Placed> read(Section service) {
    Optional<Node> ports = service.node("ports");
    if (ports.isEmpty()) return List.of();
    String path = service.path("ports");
    int index = 0;
    for (Node item : values.items(ports.get(), path)) {
      String at = path + "[" + index++ + "]";
      if (item instanceof Node.Mapping) longForm(item, at);
      else values.word(item, at).ifPresent(text -> shortForm(text, item.mark(), at));
    }
    return List.copyOf(result.values());
  }

  private void longForm(Node item, String path) {
    Section port = Section.of(item, path, SpecKeys.PORT, values);
    OptionalInt target = port.number("target", 1, 65535);
    Optional<String> published = port.text("published");
    Optional<String> hostIp = port.word("host_ip");
    Protocol protocol = port.choice("protocol", PROTOCOLS).orElse(Protocol.TCP);
    port.text("name");
    port.text("app_protocol");
    boolean host = port.choice("mode", MODES).orElse(false);
    if (port.node("target").isEmpty())
      values.problems().error(item.mark(), path, "'target' is missing");
    port.close();
    if (hostIp.isPresent()
        && !checkAddress(hostIp.get(), port.mark("host_ip"), port.path("host_ip"))) return;
    if (target.isEmpty()) return;
    Range targets = new Range(target.getAsInt(), target.getAsInt());
    String range = published.orElse("").equals("0") ? "" : published.orElse("");
    PortSpec plain = new PortSpec(hostIp.orElse(""), OptionalInt.empty(), 1, protocol, host);
    expand(plain, range, targets, item.mark(), path);
  }

  private void shortForm(String text, Mark mark, String path) {
    int slash = text.indexOf('/');
    String word = slash < 0 ? "tcp" : text.substring(slash + 1);
    Optional<Protocol> protocol = values.choice(Node.Scalar.of(mark, word), path, PROTOCOLS);
    String rest = slash < 0 ? text : text.substring(0, slash);
    int targetColon = rest.endsWith("]") ? -1 : rest.lastIndexOf(':');
    Optional<Range> targets = range(rest.substring(targetColon + 1));
    if (targets.isEmpty()) {
      notAPort(text, mark, path);
      return;
    }
    String host = targetColon < 0 ? "" : rest.substring(0, targetColon);
    int ipColon = host.lastIndexOf(':');
    boolean onlyIp = host.endsWith("]") || Addresses.isIpv4(host);
    String ip = onlyIp ? host : ipColon < 0 ? "" : host.substring(0, ipColon);
    String published = onlyIp ? "" : host.substring(ipColon + 1);
    if (targetColon == 0 || (ipColon == 0 && !onlyIp)) notAPort(text, mark, path);
    else if (protocol.isPresent() && (ip.isEmpty() || checkAddress(unbracketed(ip), mark, path))) {
      PortSpec plain = new PortSpec(unbracketed(ip), OptionalInt.empty(), 1, protocol.get());
      expand(plain, published, targets.get(), mark, path);
    }
  }

  private void notAPort(String text, Mark mark, String path) {
    values
        .problems()
        .error(mark, path, "expected [[IP:]HOST:]CONTAINER[/PROTOCOL], got '" + text + "'");
  }

  private static String unbracketed(String ip) {
    return ip.startsWith("[") && ip.endsWith("]") ? ip.substring(1, ip.length() - 1) : ip;
  }

  private boolean checkAddress(String ip, Mark mark, String path) {
    if (Addresses.isAddress(ip)) return true;
    values.problems().error(mark, path, "'" + ip + "' is not an IP address of the host");
    return false;
  }

  /// @param plain what all ports of the range have in common
  private void expand(PortSpec plain, String published, Range targets, Mark mark, String path) {
    if (result.size() + targets.size() > MAX_PORTS) {
      values.problems().error(mark, path, "more than " + MAX_PORTS + " ports for one service");
      return;
    }
    if (published.isEmpty()) {
      for (int i = 0; i < targets.size(); i++) {
        add(at(plain, OptionalInt.empty(), targets.first + i), mark, path);
      }
      return;
    }
    Optional<Range> hosts = range(published);
    if (hosts.isEmpty()) {
      String message = "'" + published + "' is not a port of the host (1 to 65535) or a range";
      values.problems().error(mark, path, message);
    } else if (hosts.get().size() != targets.size()) {
      values.problems().error(mark, path, different(hosts.get(), targets));
    } else {
      for (int i = 0; i < targets.size(); i++) {
        OptionalInt host = OptionalInt.of(hosts.get().first + i);
        add(at(plain, host, targets.first + i), mark, path);
      }
    }
  }

  private static PortSpec at(PortSpec plain, OptionalInt published, int target) {
    return new PortSpec(plain.hostIp(), published, target, plain.protocol(), plain.host());
  }

  private static String different(Range hosts, Range targets) {
    return targets.size() == 1
        ? "a range of host ports for one container port is not supported yet"
        : hosts.size() + " host ports cannot lead to " + targets.size() + " container ports";
  }

  private void add(PortSpec port, Mark mark, String path) {
    String protocol = port.protocol() == Protocol.TCP ? "/tcp" : "/udp";
    String key = port.hostIp() + ' ' + port.published().orElse(0) + '>' + port.target() + protocol;
    result.putIfAbsent(key, new Placed(port, mark, path));
  }

  private static Optional<Range> range(String text) {
    int dash = text.indexOf('-');
    int first = port(dash < 0 ? text : text.substring(0, dash));
    int last = dash < 0 ? first : port(text.substring(dash + 1));
    return first == 0 || last < first ? Optional.empty() : Optional.of(new Range(first, last));
  }

  /// 0 when it is none.
  static int port(String text) {
    if (text.isEmpty() || text.length() > 5) return 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') return 0;
    }
    int port = Integer.parseInt(text);
    return port > 65535 ? 0 : port;
  }
}
