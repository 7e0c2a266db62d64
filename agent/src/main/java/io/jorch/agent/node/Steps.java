package io.jorch.agent.node;

import io.jorch.agent.build.BuildEvent;
import io.jorch.agent.image.Progress;
import io.jorch.agent.image.Reference;
import io.jorch.core.api.ImageProgress;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What the image rooms tell of their work, in the words of the API.
final class Steps {
  private Steps() {}

  static Progress of(String image, Consumer<ImageProgress> sink) {
    return event -> {
      synchronized (sink) {
        sink.accept(of(image, event));
      }
    };
  }

  private static ImageProgress of(String image, Progress.Event event) {
    return switch (event) {
      case Progress.Event.Resolved e ->
          ImageProgress.of(image, e.reference().familiar(), "is " + e.manifest());
      case Progress.Event.Waiting e -> counted(image, e.layer(), "waiting", 0, e.total());
      case Progress.Event.Downloading e ->
          counted(image, e.layer(), "downloading", e.done(), e.total());
      case Progress.Event.Retrying e ->
          ImageProgress.of(image, e.layer(), "attempt " + e.attempt() + " failed: " + e.reason());
      case Progress.Event.Unpacking e ->
          counted(image, e.layer(), "unpacking", e.done(), e.total());
      case Progress.Event.Uploading e ->
          counted(image, e.layer(), "uploading", e.done(), e.total());
      case Progress.Event.Ready e ->
          ImageProgress.of(image, e.layer(), e.existed() ? "already here" : "done");
      case Progress.Event.Loaded e -> loaded(e);
    };
  }

  /// An element of its own: with the image's id, but not the last.
  private static ImageProgress loaded(Progress.Event.Loaded e) {
    int layers = e.image().config().diffIds().size();
    String names =
        e.names().stream().map(Reference::familiar).distinct().collect(Collectors.joining(", "));
    return new ImageProgress(
        names,
        "",
        (layers == 1 ? "1 layer" : layers + " layers") + ", " + e.fresh() + " new",
        e.image().size(),
        e.image().size(),
        false,
        e.image().id().toString(),
        "");
  }

  private static ImageProgress counted(
      String image, String step, String detail, long current, long total) {
    return new ImageProgress(image, step, detail, current, total, false, "", "");
  }

  static ImageProgress of(String image, BuildEvent event) {
    return switch (event) {
      case BuildEvent.StepStarted e ->
          ImageProgress.of(image, number(e.step(), e.total()) + " " + e.text(), "");
      case BuildEvent.StepDone e ->
          ImageProgress.of(
              image, number(e.step(), e.total()), e.outcome().name().toLowerCase(Locale.ROOT));
      case BuildEvent.Output e -> ImageProgress.of(image, Integer.toString(e.step()), e.line());
      case BuildEvent.Warning e -> ImageProgress.of(image, "warning", e.text());
    };
  }

  private static String number(int step, int total) {
    return step + "/" + total;
  }
}
