package io.jorch.cli.render;

import io.jorch.cli.term.Palette;
import io.jorch.core.api.ImageProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Progress of images as the lines of a live region: a bar for each, over all steps whose size is
/// known, or what happens now.
public final class ImageBars {
  private static final int WIDTH = 24;

  private final Palette palette;
  private final Map<String, Map<String, ImageProgress>> images = new LinkedHashMap<>();
  private final Map<String, String> building = new LinkedHashMap<>();

  public ImageBars(Palette palette) {
    this.palette = palette;
  }

  public void accept(ImageProgress progress) {
    if (BuildText.starts(progress)) building.put(progress.image(), progress.step());
    if (BuildText.ends(progress)) return;
    Map<String, ImageProgress> steps =
        images.computeIfAbsent(progress.image(), image -> new LinkedHashMap<>());
    steps.remove(progress.step());
    steps.put(progress.step(), progress);
  }

  /// The lines as of now.
  ///
  /// @param tick counts up, for the spinner
  public List<String> lines(int tick) {
    List<String> lines = new ArrayList<>();
    images.forEach((image, steps) -> lines.add(line(image, steps, tick)));
    return lines;
  }

  private String line(String image, Map<String, ImageProgress> steps, int tick) {
    ImageProgress last = List.copyOf(steps.values()).getLast();
    if (last.done()) return " " + palette.good("✔") + " " + image;
    if (!last.error().isEmpty())
      return " " + palette.bad("✘") + " " + image + "  " + palette.bad(last.error());
    return " "
        + palette.notable(ProgressBoard.spinner(tick))
        + " "
        + image
        + "  "
        + now(image, last, steps);
  }

  private String now(String image, ImageProgress last, Map<String, ImageProgress> steps) {
    if (BuildText.output(last))
      return building.getOrDefault(image, last.step()) + "  " + palette.faint(last.detail());
    long total = steps.values().stream().mapToLong(ImageProgress::total).sum();
    if (total == 0 || last.total() == 0) return words(last);
    return bar(
        steps.values().stream().mapToLong(s -> Math.min(s.current(), s.total())).sum(), total);
  }

  static String bar(long current, long total) {
    int full = (int) (WIDTH * current / total);
    return "["
        + "█".repeat(full)
        + " ".repeat(WIDTH - full)
        + String.format(Locale.ROOT, "] %3d%%  ", 100 * current / total)
        + Sizes.of(current)
        + " of "
        + Sizes.of(total);
  }

  /// One element as a plain line.
  public static String words(ImageProgress progress) {
    if (progress.step().isEmpty()) return progress.detail();
    return progress.detail().isEmpty()
        ? progress.step()
        : progress.step() + "  " + progress.detail();
  }
}
