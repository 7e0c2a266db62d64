package io.jorch.cli.render;

import io.jorch.core.api.ImageProgress;
import java.util.List;
import java.util.regex.Pattern;

/// Progress of an image as plain lines for a pipe. A step of a build is one line, written when it
/// is over or says something: only then is it known whether the cache had it.
public final class BuildText {
  private static final Pattern START = Pattern.compile("\\d+/\\d+ .*", Pattern.DOTALL);
  private static final Pattern END = Pattern.compile("\\d+/\\d+");
  private static final Pattern OUTPUT = Pattern.compile("\\d+");

  private String pending = "";

  /// The lines that an element leads to; none for counted steps that are not over.
  public List<String> lines(ImageProgress progress) {
    if (progress.done() && !progress.imageId().isEmpty())
      return List.of("  is " + TaskRows.shortId(progress.imageId()));
    if (progress.done() || !progress.error().isEmpty()) return started();
    if (progress.current() < progress.total()) return List.of();
    return step(progress);
  }

  private List<String> step(ImageProgress progress) {
    String step = progress.step();
    if (START.matcher(step).matches()) {
      pending = step;
      return List.of();
    }
    if (END.matcher(step).matches()) return ended(progress.detail());
    List<String> lines = new java.util.ArrayList<>(started());
    boolean output = OUTPUT.matcher(step).matches();
    lines.add(output ? "      | " + progress.detail() : "  " + ImageBars.words(progress));
    return lines;
  }

  private List<String> started() {
    if (pending.isEmpty()) return List.of();
    String line = "  " + pending;
    pending = "";
    return List.of(line);
  }

  private List<String> ended(String outcome) {
    List<String> line = started();
    if (line.isEmpty() || !outcome.equals("cached")) return line;
    return List.of(line.getFirst() + "  (cached)");
  }

  /// Whether a step's name is that of a build's step, at its start.
  static boolean starts(ImageProgress progress) {
    return START.matcher(progress.step()).matches();
  }

  static boolean ends(ImageProgress progress) {
    return END.matcher(progress.step()).matches();
  }

  static boolean output(ImageProgress progress) {
    return OUTPUT.matcher(progress.step()).matches();
  }
}
