package io.jorch.agent.linux.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Bytes over all interfaces of a network namespace but loopback, since they were made
/// (proc_pid_net(5)).
public record Traffic(long receivedBytes, long sentBytes) {
  public static final Traffic NONE = new Traffic(0, 0);
  private static final int RECEIVED = 0;
  private static final int SENT = 8;

  /// That of the namespace in which a process is.
  public static Traffic of(int pid) throws IOException {
    return parse(Files.readString(Path.of("/proc", Integer.toString(pid), "net", "dev")));
  }

  /// Two lines of heading, then `name: figures`; the ninth figure is of bytes sent.
  static Traffic parse(String table) {
    long received = 0;
    long sent = 0;
    for (String line : table.lines().skip(2).toList()) {
      int colon = line.lastIndexOf(':');
      if (colon < 0 || line.substring(0, colon).strip().equals("lo")) continue;
      List<String> figures = List.of(line.substring(colon + 1).strip().split("\\s+", -1));
      received += Long.parseLong(figures.get(RECEIVED));
      sent += Long.parseLong(figures.get(SENT));
    }
    return new Traffic(received, sent);
  }
}
