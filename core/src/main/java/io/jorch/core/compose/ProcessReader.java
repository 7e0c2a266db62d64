package io.jorch.core.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parts of a service about its process: commands, capabilities, signals, hosts.
final class ProcessReader {
  private ProcessReader() {}

  /// A list, or a text that is split as a shell would. Empty is a value: it clears the image's.
  static Optional<List<String>> command(Section service, String key) {
    Optional<Node> node = service.node(key);
    if (node.isEmpty()) return Optional.empty();
    if (!(node.get() instanceof Node.Scalar scalar)) {
      return Optional.of(service.values().texts(node.get(), service.path(key)));
    }
    try {
      return Optional.of(List.copyOf(ShellWords.split(scalar.text())));
    } catch (ShellWords.Malformed e) {
      String message = "cannot split '" + scalar.text() + "': " + e.getMessage();
      service.values().problems().error(scalar.mark(), service.path(key), message);
      return Optional.empty();
    }
  }

  /// Names in upper case, without `CAP_`.
  static Set<String> capabilities(Section service, String key) {
    Set<String> result = new LinkedHashSet<>();
    for (String text : service.texts(key)) {
      String upper = text.toUpperCase(Locale.ROOT);
      String name = upper.startsWith("CAP_") ? upper.substring(4) : upper;
      if (CapabilityNames.ALL.contains(name)) result.add(name);
      else {
        List<String> lower =
            CapabilityNames.ALL.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
        String hint =
            NearMiss.hint(name, lower)
                .toUpperCase(Locale.ROOT)
                .replace("; DID YOU MEAN", "; did you mean");
        service.error(key, "unknown capability '" + text + "'" + hint);
      }
    }
    return java.util.Collections.unmodifiableSet(result);
  }

  /// Host name to addresses; a list has `host:address` or `host=address`, where an IPv6 address
  /// may be in brackets.
  static Map<String, List<String>> extraHosts(Section service) {
    Optional<Node> node = service.node("extra_hosts");
    if (node.isEmpty()) return Map.of();
    String path = service.path("extra_hosts");
    Map<String, List<String>> result = new LinkedHashMap<>();
    int index = 0;
    for (Node item : service.values().items(Shapes.hosts(node.get()), path)) {
      String at = path + "[" + index++ + "]";
      service
          .values()
          .text(item, at)
          .ifPresent(text -> host(text, item.mark(), at, service, result));
    }
    return java.util.Collections.unmodifiableMap(result);
  }

  private static void host(
      String text, Mark mark, String path, Section service, Map<String, List<String>> result) {
    int split = text.indexOf('=') >= 0 ? text.indexOf('=') : text.indexOf(':');
    String name = split < 0 ? "" : text.substring(0, split).strip();
    String address = text.substring(split + 1).strip();
    if (address.startsWith("[") && address.endsWith("]")) {
      address = address.substring(1, address.length() - 1);
    }
    if (name.isEmpty() || !(address.equals("host-gateway") || Addresses.isAddress(address))) {
      String message = "expected HOST=ADDRESS or HOST=host-gateway, got '" + text + "'";
      service.values().problems().error(mark, path, message);
      return;
    }
    List<String> all = new ArrayList<>(result.getOrDefault(name, List.of()));
    if (!all.contains(address)) all.add(address);
    result.put(name, List.copyOf(all));
  }

  static Optional<String> signal(Section service) {
    Optional<String> signal = service.word("stop_signal");
    if (signal.isEmpty() || isSignal(signal.get().toUpperCase(Locale.ROOT))) return signal;
    service.error("stop_signal", "'" + signal.get() + "' is not a signal, such as SIGTERM or 15");
    return Optional.empty();
  }

  private static boolean isSignal(String text) {
    if (PortReader.port(text) > 0) return PortReader.port(text) <= 64;
    String name = text.startsWith("SIG") ? text.substring(3) : text;
    boolean real = name.startsWith("RTMIN") || name.startsWith("RTMAX");
    return real
        || " HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT"
            .concat(" STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO POLL PWR SYS ")
            .contains(" " + name + " ");
  }
}
