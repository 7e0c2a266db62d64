package io.jorch.cli.testbed;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Who said when that it holds what only one may hold: containers of a stateful service, each in a
/// file of its own in a directory that all hosts see.
///
/// @param all by their first beat
public record Claims(List<Claim> all) {

  /// For a service's `command`, in the syntax of a compose file: says again and again that it is
  /// there, by the seconds since the machine was started, which all containers read alike. Wants
  /// the directory at `/claims`.
  public static final String COMMAND =
      "['sh', '-c', 'f=/claims/$$(hostname).$$RANDOM; while :; do read now rest </proc/uptime;"
          + " echo $$now >>$$f; usleep 50000; done']";

  /// How long somebody held.
  ///
  /// @param first seconds since the machine was started
  public record Claim(String holder, double first, double last) {}

  /// Two that held at the same time.
  public record Overlap(Claim one, Claim other) {
    /// The two, whatever their times.
    public String holders() {
      return one.holder() + " and " + other.holder();
    }
  }

  public Claims {
    all = all.stream().sorted(Comparator.comparingDouble(Claim::first)).toList();
  }

  /// A line that is being written, or was when the power went, does not count.
  public static Claims read(Path directory) throws IOException {
    List<Claim> claims = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        List<Double> beats =
            Files.readAllLines(file).stream()
                .filter(line -> line.matches("\\d+\\.\\d\\d"))
                .map(Double::valueOf)
                .toList();
        if (!beats.isEmpty())
          claims.add(new Claim(file.getFileName().toString(), beats.getFirst(), beats.getLast()));
      }
    }
    return new Claims(claims);
  }

  /// Also counts one that was silent in between: it has not given up.
  public List<Overlap> overlaps() {
    List<Overlap> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++)
      for (int j = i + 1; j < all.size(); j++)
        if (all.get(j).first() <= all.get(i).last()) found.add(new Overlap(all.get(i), all.get(j)));
    return found;
  }
}
