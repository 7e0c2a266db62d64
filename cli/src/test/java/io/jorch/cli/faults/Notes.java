package io.jorch.cli.faults;

import io.jorch.cli.testbed.Host;
import io.jorch.cli.testbed.Sample;
import io.jorch.cli.testbed.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What is kept of trials for those who ask why: every question that was asked, and of a trial that
/// failed the logs of all daemons.
record Notes(Path directory) {

  /// A line for each question: when it was asked and how long it took, in milliseconds since the
  /// fault, and who answered.
  void served(String trial, Served served, long struck) throws IOException {
    List<String> lines = served.samples().stream().map(sample -> line(sample, struck)).toList();
    Files.write(Files.createDirectories(directory).resolve(trial + ".served"), lines);
  }

  /// What was not normal after it was mended, as {@link TestCluster#settle} tells it.
  void troubles(String trial, List<String> troubles) throws IOException {
    Files.write(Files.createDirectories(directory).resolve(trial + ".troubles"), troubles);
  }

  private static String line(Sample sample, long struck) {
    return String.format(
        Locale.ROOT,
        "%.1f %.1f %s",
        (sample.asked() - struck) / 1e6,
        (sample.answered() - sample.asked()) / 1e6,
        sample.by().orElse("-"));
  }

  void logs(String trial, TestCluster cluster) throws IOException {
    Files.createDirectories(directory);
    for (Host host : cluster.lab().hosts())
      if (Files.exists(host.log()))
        Files.write(
            directory.resolve(trial + "." + host.name() + ".log"), Files.readAllBytes(host.log()));
  }
}
