package io.jorch.cli.testbed;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A socket that takes what comes.
///
/// @param protocol `tcp` or `udp`
/// @param address as ss(8) writes it: `*`, `[::]`, or one, perhaps with a link
/// @param owner the process, or nothing when it is the kernel's
public record Listening(String protocol, String address, int port, String owner) {
  private static final Pattern LINE =
      Pattern.compile("(tcp|udp)\\s+\\S+\\s+\\d+\\s+\\d+\\s+(\\S+):(\\d+)\\s+\\S+\\s*(.*)");

  /// All of a namespace.
  public static List<Listening> in(Namespace namespace) throws IOException {
    return parse(namespace.output("ss", "-H", "-l", "-n", "-t", "-u", "-p"));
  }

  /// What ss(8) prints without a head.
  static List<Listening> parse(String text) {
    return text.lines()
        .map(line -> LINE.matcher(line.strip()))
        .filter(Matcher::matches)
        .map(
            line ->
                new Listening(
                    line.group(1),
                    line.group(2),
                    Integer.parseInt(line.group(3)),
                    line.group(4).replaceAll(".*\"(.*)\",pid=(\\d+).*", "$1 ($2)")))
        .toList();
  }

  /// Only this machine can reach it.
  public boolean loopback() {
    return address.matches("(\\[::ffff:)?127\\..*|\\[::1\\].*");
  }
}
