package io.jorch.cli.render;

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

  private final Map<String, Map<String, ImageProgress>> images = new LinkedHashMap<>();

  public void accept(ImageProgress progress) {
    Map<String, ImageProgress> steps =
        images.computeIfAbsent(progress.image(), image -> new LinkedHashMap<>());
    steps.remove(progress.step());
    steps.put(progress.step(), progress);
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    images.forEach((image, steps) -> lines.add(line(image, steps)));
    return lines;
  }

  private static String line(String image, Map<String, ImageProgress> steps) {
    ImageProgress last = List.copyOf(steps.values()).getLast();
    if (last.done()) return " ✔ " + image;
    if (!last.error().isEmpty()) return " ✘ " + image + "  " + last.error();
    long total = steps.values().stream().mapToLong(ImageProgress::total).sum();
    long current = steps.values().stream().mapToLong(s -> Math.min(s.current(), s.total())).sum();
    if (total == 0 || last.total() == 0) return " … " + image + "  " + words(last);
    return " … " + image + "  " + bar(current, total);
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
