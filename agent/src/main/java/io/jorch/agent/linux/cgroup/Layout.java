package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the machine's control group trees are mounted.
public sealed interface Layout {
  /// The v1 hierarchy that systemd tracks its units in.
  String SYSTEMD = "name=systemd";

  /// Each controller (and named hierarchy) with its mount point; some may share one.
  record V1(Map<String, Path> controllers) implements Layout {}

  /// Controllers on v1, and a v2 tree without any.
  record Hybrid(Map<String, Path> controllers, Path unified) implements Layout {}

  record V2(Path root) implements Layout {}

  /// The layout of this machine, as this process sees it.
  static Layout detect() throws IOException {
    return parse(Files.readAllLines(Path.of("/proc/self/mountinfo")));
  }

  /// Reads proc_pid_mountinfo(5).
  static Layout parse(List<String> mountinfo) throws IOException {
    Map<String, Path> controllers = new LinkedHashMap<>();
    Optional<Path> unified = Optional.empty();
    for (String line : mountinfo) {
      String[] fields = line.split(" ", -1);
      int dash = Arrays.asList(fields).indexOf("-");
      if (dash < 0 || dash + 3 >= fields.length) continue;
      Path point = Path.of(unescape(fields[4]));
      if (fields[dash + 1].equals("cgroup2") && unified.isEmpty()) unified = Optional.of(point);
      if (fields[dash + 1].equals("cgroup"))
        for (String option : fields[dash + 3].split(",", -1))
          if (!option.equals("rw")) controllers.putIfAbsent(option, point);
    }
    return of(controllers, unified);
  }

  private static Layout of(Map<String, Path> controllers, Optional<Path> unified)
      throws IOException {
    if (controllers.containsKey("memory"))
      return unified.<Layout>map(u -> new Hybrid(controllers, u)).orElse(new V1(controllers));
    return unified
        .<Layout>map(V2::new)
        .orElseThrow(
            () ->
                new IOException(
                    "find cgroups: /proc/self/mountinfo shows neither a cgroup2 file system nor a"
                        + " v1 memory controller; mount cgroup2 on /sys/fs/cgroup"));
  }

  private static String unescape(String path) {
    return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }
}
