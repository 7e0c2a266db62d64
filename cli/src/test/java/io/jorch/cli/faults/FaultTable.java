package io.jorch.cli.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The command `.ci/faults`.
public final class FaultTable {
  private final Options options;
  private final Map<String, List<Findings>> rows = new LinkedHashMap<>();
  private final Map<String, Integer> failed = new LinkedHashMap<>();
  private Optional<Watched> watched = Optional.empty();
  private int trials;

  private FaultTable(Options options) {
    this.options = options;
  }

  /// @param only names of faults; all when empty
  /// @param notes where details are kept
  record Options(int runs, int managers, int workers, List<String> only, Path notes) {
    static Options parse(String[] words) {
      int runs = 10;
      int managers = 3;
      int workers = 3;
      List<String> only = new ArrayList<>();
      Path notes = Path.of("target", "faults");
      for (int i = 0; i < words.length; i += 2) {
        String value = i + 1 < words.length ? words[i + 1] : "";
        switch (words[i]) {
          case "--runs" -> runs = Integer.parseInt(value);
          case "--managers" -> managers = Integer.parseInt(value);
          case "--workers" -> workers = Integer.parseInt(value);
          case "--only" -> only.add(value);
          case "--notes" -> notes = Path.of(value);
          default -> throw new IllegalArgumentException("unknown option " + words[i]);
        }
      }
      return new Options(runs, managers, workers, only, notes);
    }
  }

  public static void main(String[] words) throws IOException {
    try {
      System.exit(new FaultTable(Options.parse(words)).run());
    } catch (IllegalArgumentException e) {
      System.err.println(
          "faults: "
              + e.getMessage()
              + "\nusage: .ci/faults [--runs 10] [--managers 3] [--workers 3] [--notes DIR] [--only NAME]...");
      Faults.all().forEach(fault -> System.err.printf("  %-14s %s%n", fault.name(), fault.what()));
      System.exit(2);
    }
  }

  private int run() throws IOException {
    try {
      for (Fault fault : Faults.all())
        if (options.only().isEmpty() || options.only().contains(fault.name())) repeat(fault);
    } finally {
      dissolve();
    }
    System.out.print(new Table(rows, failed).markdown());
    return failed.isEmpty() ? 0 : 1;
  }

  private void repeat(Fault fault) throws IOException {
    List<Findings> findings = rows.computeIfAbsent(fault.what(), what -> new ArrayList<>());
    for (int run = 1; run <= options.runs(); run++) {
      try {
        Findings found =
            new Trial(watched(), fault, "w" + trials++, new Notes(options.notes())).run();
        findings.add(found);
        keepLogs(fault.name() + "-w" + (trials - 1));
        System.err.println(fault.name() + " " + run + ": " + found.line());
      } catch (Exception | AssertionError e) {
        failed.merge(fault.what(), 1, Integer::sum);
        System.err.println(fault.name() + " " + run + " failed: " + e.getMessage());
        keepLogs(fault.name() + "-w" + (trials - 1));
        dissolve(); // the next one begins with a fresh cluster
      }
    }
  }

  private Watched watched() throws IOException {
    if (watched.isEmpty()) {
      TestCluster cluster = TestCluster.form(options.managers(), options.workers());
      watched = Optional.of(Watched.in(cluster));
      watched.get().up();
    }
    return watched.get();
  }

  private void keepLogs(String trial) throws IOException {
    if (watched.isPresent()) new Notes(options.notes()).logs(trial, watched.get().cluster());
  }

  private void dissolve() throws IOException {
    if (watched.isPresent()) watched.get().cluster().close();
    watched = Optional.empty();
  }
}
