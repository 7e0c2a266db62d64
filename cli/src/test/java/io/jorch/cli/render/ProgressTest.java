package io.jorch.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.cli.term.Palette;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.ApplyResult.Action;
import io.jorch.core.api.ImageProgress;
import io.jorch.core.api.Progress;
import io.jorch.core.api.Progress.Replica;
import io.jorch.core.api.Progress.ServiceProgress;
import io.jorch.core.api.Progress.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static Progress at(String state, int ready) {
    ServiceProgress web =
        new ServiceProgress("web", 1, ready, 0, "", List.of(new Replica(1, "a", state, "")));
    ServiceProgress job =
        new ServiceProgress("prepare", 1, 0, 1, "", List.of(new Replica(1, "b", "complete", "")));
    ServiceProgress api =
        new ServiceProgress("api", 2, 0, 0, "waits for web to be healthy", List.of());
    return new Progress("hello", 1, Verdict.CONVERGING, List.of(web, job, api), "", "");
  }

  @Test
  void showsAServiceALineAndReplicasUntilTheyAreThere() {
    assertEquals(
        List.of(
            " ⠋ web      0/1",
            "     web-1  starting",
            " ✔ prepare  1/1",
            " ⠋ api      0/2  waits for web to be healthy"),
        new ProgressBoard(new Palette(false)).lines(at("starting", 0), 0));
  }

  @Test
  void tellsAPipeOnlyWhatChanged() {
    ProgressNews news = new ProgressNews();
    assertEquals(
        List.of("web-1 starting", "prepare-1 complete", "api waits: waits for web to be healthy"),
        news.next(at("starting", 0)));
    assertEquals(List.of(), news.next(at("starting", 0)));
    assertEquals(List.of("web-1 healthy"), news.next(at("healthy", 1)));
  }

  @Test
  void saysWhatIsNotReadyAndWhy() {
    assertEquals(
        "web 0/1 (starting), api 0/2 (waits for web to be healthy)",
        Unready.sentence(at("starting", 0)));
  }

  @Test
  void writesThePlanObjectByObject() {
    ApplyResult plan =
        new ApplyResult(
            "hello",
            2,
            List.of(
                new ApplyResult.Line("network", "hello_default", Action.UNCHANGED, ""),
                new ApplyResult.Line("service", "web", Action.UPDATED, "image, command"),
                new ApplyResult.Line("service", "new", Action.CREATED, ""),
                new ApplyResult.Line("service", "old", Action.REMOVED, "")));
    assertEquals(
        List.of(
            "= unchanged  network hello_default",
            "~ updated    service web (image, command)",
            "+ created    service new",
            "- removed    service old"),
        PlanLines.of(plan, new Palette(false)));
  }

  @Test
  void drawsABarOverAllLayersOfAnImage() {
    ImageBars bars = new ImageBars();
    bars.accept(new ImageProgress("a", "l1", "", 1 << 20, 1 << 20, false, "", ""));
    bars.accept(new ImageProgress("a", "l2", "", 0, 3 << 20, false, "", ""));
    bars.accept(ImageProgress.of("b", "2/5 COPY . /app", ""));
    bars.accept(ImageProgress.done("c", "sha256:1"));
    bars.accept(ImageProgress.failed("d", "no such tag"));
    assertEquals(
        List.of(
            " … a  [██████                  ]  25%  1.0 MiB of 4.0 MiB",
            " … b  2/5 COPY . /app", " ✔ c", " ✘ d  no such tag"),
        bars.lines());
  }
}
