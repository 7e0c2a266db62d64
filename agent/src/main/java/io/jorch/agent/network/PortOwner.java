package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the process that holds a port of this network namespace, by the socket tables of proc(5)
/// and the descriptors of all processes.
final class PortOwner {
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String TIME_WAIT = "06";

  private PortOwner() {}

  /// Such as `pid 123 (nginx)`; empty when no process has it (then only closing connections do).
  static Optional<String> find(HostPort port) throws IOException {
    Set<String> inodes = new HashSet<>();
    inodes.addAll(inodes(Path.of("/proc/thread-self/net/" + port.protocol()), port));
    inodes.addAll(inodes(Path.of("/proc/thread-self/net/" + port.protocol() + "6"), port));
    if (inodes.isEmpty()) return Optional.empty();
    return Optional.of(process(inodes).orElse("a process outside this PID namespace"));
  }

  private static Set<String> inodes(Path table, HostPort port) throws IOException {
    Set<String> inodes = new HashSet<>();
    if (!Files.exists(table)) return inodes;
    List<String> lines = Files.readAllLines(table);
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.strip().split("\\s+", -1);
      if (!fields[STATE].equals(TIME_WAIT) && holds(fields[LOCAL], port)) inodes.add(fields[INODE]);
    }
    return inodes;
  }

  /// An entry is address and port in hexadecimal, the address as the machine's own 32-bit words.
  static boolean holds(String local, HostPort port) {
    int colon = local.indexOf(':');
    if (Integer.parseInt(local.substring(colon + 1), 16) != port.port()) return false;
    String address = local.substring(0, colon);
    if (port.anyAddress() || address.matches("0+")) return true;
    return address.endsWith(word(port.address()))
        && (address.length() == 8 || address.startsWith("0".repeat(16)));
  }

  private static String word(Ipv4 address) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    int bits = little ? Integer.reverseBytes(address.bits()) : address.bits();
    return String.format("%08X", bits);
  }

  private static Optional<String> process(Set<String> inodes) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (hasSocket(process, inodes))
          return Optional.of("pid " + process.getFileName() + " (" + command(process) + ")");
      }
      return Optional.empty();
    }
  }

  private static boolean hasSocket(Path process, Set<String> inodes) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (isSocket(descriptor, inodes)) return true;
      }
      return false;
    } catch (IOException e) {
      return false; // The process ended meanwhile.
    }
  }

  private static boolean isSocket(Path descriptor, Set<String> inodes) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("socket:[")
          && inodes.contains(target.substring(8, target.length() - 1));
    } catch (IOException e) {
      return false; // It was closed meanwhile.
    }
  }

  private static String command(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "ended";
    }
  }
}
