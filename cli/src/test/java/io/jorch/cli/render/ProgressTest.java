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
import java.util.OptionalLong;
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
        List.of("web-1 starting", "api waits for web to be healthy"), news.next(at("starting", 0)));
    assertEquals(List.of(), news.next(at("starting", 0)));
    assertEquals(List.of("web-1 healthy"), news.next(at("healthy", 1)));
  }

  private static Progress blocked(String aside) {
    String waits = "waits for web to be healthy (" + aside + ")";
    List<Replica> slots =
        List.of(new Replica(1, "", "waiting", waits), new Replica(2, "", "waiting", waits));
    ServiceProgress api = new ServiceProgress("api", 2, 0, 0, waits, slots);
    return new Progress("hello", 1, Verdict.CONVERGING, List.of(api), "", "");
  }

  @Test
  void tellsOnceThatAServiceWaitsAndNotForEachReplica() {
    ProgressNews news = new ProgressNews();
    assertEquals(
        List.of("api waits for web to be healthy"), news.next(blocked("web-1 is preparing")));
    assertEquals(List.of(), news.next(blocked("web-1 is starting")));
    assertEquals(
        List.of(" ⠋ api  0/2  waits for web to be healthy (web-1 is starting)"),
        new ProgressBoard(new Palette(false)).lines(blocked("web-1 is starting"), 0));
  }

  @Test
  void tellsWhyAReplicaRestartsWithTheReplica() {
    String why = "waits before restart 1 in a row: it failed (exit 1)";
    ServiceProgress web =
        new ServiceProgress("web", 1, 0, 0, why, List.of(new Replica(1, "a", "restarting", why)));
    Progress progress = new Progress("hello", 1, Verdict.CONVERGING, List.of(web), "", "");
    assertEquals(List.of("web-1 restarting: " + why), new ProgressNews().next(progress));
    assertEquals(
        List.of(" ⠋ web  0/1", "     web-1  restarting  " + why),
        new ProgressBoard(new Palette(false)).lines(progress, 0));
  }

  @Test
  void countsWhatIsReplacedAndSaysWhenAStackGoesBack() {
    ServiceProgress web = new ServiceProgress("web", 10, 2, 0, "", List.of(), 8);
    Progress back =
        new Progress(
            "hello", 3, Verdict.CONVERGING, List.of(web), "it is broken", "", OptionalLong.of(1));
    assertEquals(
        List.of(" going back to revision 1: it is broken", " ⠋ web  2/10 replaced"),
        new ProgressBoard(new Palette(false)).lines(back, 0));
    ProgressNews news = new ProgressNews();
    assertEquals(
        List.of("going back to revision 1: it is broken", "web 2/10 replaced"), news.next(back));
    assertEquals(List.of(), news.next(back));
  }

  @Test
  void tellsAPipeEachStepOfABuildOnce() {
    BuildText text = new BuildText();
    assertEquals(List.of(), text.lines(ImageProgress.of("a", "1/2 FROM scratch", "")));
    assertEquals(
        List.of("  1/2 FROM scratch  (cached)"),
        text.lines(ImageProgress.of("a", "1/2", "cached")));
    assertEquals(List.of(), text.lines(ImageProgress.of("a", "2/2 RUN make", "")));
    assertEquals(
        List.of("  2/2 RUN make", "      | cc x.c"),
        text.lines(ImageProgress.of("a", "2", "cc x.c")));
    assertEquals(List.of(), text.lines(ImageProgress.of("a", "2/2", "built")));
    assertEquals(
        List.of("  is 0123456789ab"),
        text.lines(ImageProgress.done("a", "sha256:0123456789abcdef")));
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
    ImageBars bars = new ImageBars(new Palette(false));
    bars.accept(new ImageProgress("a", "l1", "", 1 << 20, 1 << 20, false, "", ""));
    bars.accept(new ImageProgress("a", "l2", "", 0, 3 << 20, false, "", ""));
    bars.accept(ImageProgress.of("b", "2/5 COPY . /app", ""));
    bars.accept(ImageProgress.done("c", "sha256:1"));
    bars.accept(ImageProgress.failed("d", "no such tag"));
    assertEquals(
        List.of(
            " ⠋ a  [██████                  ]  25%  1.0 MiB of 4.0 MiB",
            " ⠋ b  2/5 COPY . /app", " ✔ c", " ✘ d  no such tag"),
        bars.lines(0));
  }
}
