package io.jorch.agent.node;

import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// What this machine is.
final class NodeFacts {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final long NANOS = 1_000_000_000L;

  private NodeFacts() {}

  static NodeInfo read(AgentConfig config, List<String> prefixes, Instant now) throws IOException {
    return new NodeInfo(
        config.node(),
        Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(),
        architecture(System.getProperty("os.arch")),
        Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
        config.version(),
        capacity(config.offer()),
        config.offer().labels(),
        RandomGenerator.getDefault().nextLong(),
        now,
        prefixes,
        0,
        config.offer().named(),
        Optional.empty());
  }

  /// The OCI name of Java's.
  private static String architecture(String java) {
    return java.equals("aarch64") ? "arm64" : java.equals("x86_64") ? "amd64" : java;
  }

  private static Resources capacity(NodeOffer offer) throws IOException {
    long cpus = Runtime.getRuntime().availableProcessors();
    return new Resources(
        OptionalLong.of(cpus * NANOS),
        OptionalLong.of(memory()),
        OptionalLong.empty(),
        offer.counted());
  }

  /// MemTotal of proc_meminfo(5), in bytes.
  static long memory() throws IOException {
    for (String line : Files.readAllLines(MEMINFO)) {
      if (line.startsWith("MemTotal:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    return 0;
  }
}
