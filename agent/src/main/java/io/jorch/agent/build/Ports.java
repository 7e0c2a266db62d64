package io.jorch.agent.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `EXPOSE` arguments: `80`, `53/udp`, `8000-8010/tcp`.
final class Ports {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(tcp|udp|sctp))?", Pattern.CASE_INSENSITIVE);

  private Ports() {}

  /// One `port/protocol` for each port of the range.
  static List<String> expand(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) throw bad(text);
    int first = Integer.parseInt(m.group(1));
    int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
    if (first < 1 || last > 65535 || last < first) throw bad(text);
    String protocol = m.group(3) == null ? "tcp" : m.group(3).toLowerCase(java.util.Locale.ROOT);
    List<String> ports = new ArrayList<>();
    for (int port = first; port <= last; port++) ports.add(port + "/" + protocol);
    return ports;
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException("'" + text + "' is no port; write 80, 53/udp or 8000-8010");
  }
}
