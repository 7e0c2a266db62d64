package io.jorch.cli.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How to tell what belongs to one daemon on a machine that many share.
///
/// @param home holds its directories
/// @param instance the name of its control groups; none before its first start
/// @param network its network namespace as a link in /proc reads; none when it has none of its own
public record Marks(Path home, Optional<String> instance, Optional<String> network) {

  /// A daemon whose state directory is `state` below that directory.
  public static Marks of(Path home, Optional<String> network) throws IOException {
    Path id = home.resolve("state").resolve("node-id");
    Optional<String> instance =
        Files.exists(id) ? Optional.of(Files.readString(id).substring(0, 8)) : Optional.empty();
    return new Marks(home, instance, network);
  }

  /// Directories of processes in /proc, this one left out: in one of the daemon's groups, on one of
  /// its root file systems, in its network, named after its directories or with one of its files
  /// open.
  public List<Path> processes() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all)
        if (!process.endsWith("" + ProcessHandle.current().pid()) && marked(process))
          found.add(process);
    }
    return found;
  }

  private boolean marked(Path process) {
    String files = home + "/";
    return inGroup(process)
        || network.map(link(process.resolve("ns/net"))::equals).orElse(false)
        || text(process.resolve("cmdline")).contains(files)
        || (!sameMounts(process) && text(process.resolve("mountinfo")).contains(files))
        || holds(process, files);
  }

  /// A process of a container, as against one beside it.
  public boolean inGroup(Path process) {
    return instance
        .map(name -> text(process.resolve("cgroup")).contains("jorch/" + name))
        .orElse(false);
  }

  private static boolean holds(Path process, String files) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : open) if (link(file).startsWith(files)) return true;
    } catch (IOException | DirectoryIteratorException e) {
      // the process ended meanwhile
    }
    return false;
  }

  private static boolean sameMounts(Path process) {
    String mounts = link(process.resolve("ns/mnt"));
    return mounts.isEmpty() || mounts.equals(link(Path.of("/proc/self/ns/mnt")));
  }

  /// What a link says; nothing when the process ended meanwhile.
  public static String link(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /// A file of /proc on one line; nothing when the process ended meanwhile.
  public static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  /// The parent that has yet to collect it, of a process that has ended (fields of
  /// proc_pid_stat(5)).
  public static Optional<Long> collector(Path process) {
    String stat = text(process.resolve("stat"));
    if (stat.isEmpty()) return Optional.empty();
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return fields[0].equals("Z") ? Optional.of(Long.parseLong(fields[1])) : Optional.empty();
  }

  /// Its control groups in all hierarchies, parents first.
  public List<Path> groups() throws IOException {
    List<Path> found = new ArrayList<>();
    if (instance.isEmpty()) return found;
    try (DirectoryStream<Path> trees = Files.newDirectoryStream(Path.of("/sys/fs/cgroup"))) {
      for (Path tree : trees) {
        Path own = tree.resolve("jorch").resolve(instance.get());
        if (!Files.isDirectory(own)) continue;
        try (Stream<Path> below = Files.walk(own)) {
          below.filter(Files::isDirectory).forEach(found::add);
        }
      }
    }
    return found;
  }
}
