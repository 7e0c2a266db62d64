package io.jorch.cli.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The command `.ci/scale`.
public final class Scale {
  private static final List<String> USUAL =
      List.of("10", "1000", "100", "10000", "1000", "100000", "5000", "100000", "5000", "1000000");

  private Scale() {}

  public static void main(String[] arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean networks = words.remove("--networks");
    if (words.size() % 2 != 0) {
      System.err.println("usage: .ci/scale [--networks] [NODES TASKS]...");
      System.exit(2);
    }
    if (words.isEmpty()) words.addAll(USUAL);
    var _ = trial(10, new Wanted(2_000, networks)); // warms up
    System.out.print(Finding.HEAD);
    for (int i = 0; i < words.size(); i += 2) {
      int nodes = Integer.parseInt(words.get(i));
      int tasks = Integer.parseInt(words.get(i + 1));
      System.out.println(trial(nodes, new Wanted(tasks, networks)).row());
    }
    System.exit(0);
  }

  private static Finding trial(int nodes, Wanted wanted) throws Exception {
    Path directory = Files.createTempDirectory("jorch-scale");
    try (Trial trial = new Trial(nodes, wanted, directory.resolve("store"))) {
      return trial.run();
    } finally {
      remove(directory);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
    }
  }
}
