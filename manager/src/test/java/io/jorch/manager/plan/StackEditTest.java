package io.jorch.manager.plan;

import static io.jorch.manager.reconcile.Specs.at;
import static io.jorch.manager.reconcile.Specs.dependingOn;
import static io.jorch.manager.reconcile.Specs.service;
import static io.jorch.manager.reconcile.Specs.stack;
import static io.jorch.manager.reconcile.Specs.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.ApplyResult.Action;
import io.jorch.core.api.ApplyResult.Line;
import io.jorch.core.api.DiffView;
import io.jorch.core.api.ServiceUpdate;
import io.jorch.core.model.BuildSpec;
import io.jorch.core.model.Dependency;
import io.jorch.core.model.Deployment;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.UpdatePolicy;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import io.jorch.manager.reconcile.Specs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StackEditTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final ServiceName DB = new ServiceName("db");
  private static final Dependency FOLLOWS =
      new Dependency(DB, Dependency.Condition.STARTED, true, true);

  private final StackEdit edit =
      new StackEdit(new Spelling((word, known) -> word.length() < 2 ? "" : "; known: " + known));
  private final StackSpec spec = stack(dependingOn(service("web", 2), FOLLOWS), service("db", 1));

  @Test
  void scalingChangesTheNumberAndNothingElse() {
    StackSpec next = edited(edit.scale(spec, Map.of(WEB, 5)));
    assertEquals(5, at(next.services(), WEB).replicas());
    assertEquals(at(spec.services(), WEB).task(), at(next.services(), WEB).task());
    assertEquals(spec, edited(edit.scale(next, Map.of(WEB, 2))));
  }

  private static ServiceUpdate change(String service, Optional<String> image, int replicas) {
    return new ServiceUpdate(
        List.of(service),
        image,
        OptionalInt.of(replicas),
        Map.of("A", "b"),
        List.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        false);
  }

  @Test
  void anUpdateChangesWhatItNamesAndDropsThePinOfAnotherImage() {
    StackSpec next = edited(edit.update(spec, change("db", Optional.of("db:2"), 3)));
    ServiceSpec db = at(next.services(), DB);
    assertEquals("db:2", db.task().image());
    assertEquals(Optional.empty(), db.task().imageId());
    assertEquals(Map.of("A", "b"), db.task().environment());
    assertEquals(3, db.replicas());
    assertEquals(at(spec.services(), WEB), at(next.services(), WEB));
    StackSpec followed = Merge.followed(spec, next);
    assertEquals(1, at(followed.services(), WEB).task().restartNonce(), "restart: true");
    assertEquals(
        "stack shop has no service 'dbs'; known: [web, db]",
        refused(edit.update(spec, change("dbs", Optional.empty(), 1))));
  }

  @Test
  void differencesAreToldKeyByKey() {
    StackSpec next = edited(edit.update(spec, change("db", Optional.of("db:2"), 3)));
    assertEquals(
        List.of(
            new DiffView.Item(
                "service",
                "db",
                Action.UPDATED,
                List.of(
                    new DiffView.Key("image", "db:1", "db:2"),
                    new DiffView.Key("environment.A", "", "b"),
                    new DiffView.Key("replicas", "1", "3")))),
        StackDiff.items(spec, next));
    ServiceSpec db = at(spec.services(), DB);
    UpdatePolicy policy =
        new UpdatePolicy(
            2,
            Duration.ofSeconds(65),
            UpdatePolicy.Order.START_FIRST,
            Duration.ofSeconds(5),
            UpdatePolicy.FailureAction.PAUSE,
            0.5);
    assertEquals(
        List.of(
            new DiffView.Key("update_config.parallelism", "1", "2"),
            new DiffView.Key("update_config.delay", "0s", "1m5s"),
            new DiffView.Key("update_config.order", "stop-first", "start-first"),
            new DiffView.Key("update_config.max_failure_ratio", "0.0", "0.5")),
        KeyChanges.between(db, Specs.updating(db, policy)));
  }

  @Test
  void unknownServicesAreNamedWithAHint() {
    assertEquals(
        "stack shop has no service 'wbe'; known: [web, db]",
        refused(edit.scale(spec, Map.of(new ServiceName("wbe"), 5))));
    assertEquals(
        "stack shop has no service 'x'; it has web, db",
        refused(edit.restart(spec, List.of(WEB, new ServiceName("x")))));
  }

  @Test
  void aNamedContainerIsNotScaled() {
    ServiceSpec web = at(spec.services(), WEB);
    ServiceSpec named =
        new ServiceSpec(
            web.name(),
            web.task(),
            web.build(),
            1,
            false,
            web.restart(),
            List.of(),
            List.of(),
            web.pullPolicy(),
            Optional.of("front-door"),
            Map.of(),
            Deployment.DEFAULT);
    assertEquals(
        "cannot scale service web to 2: its container_name 'front-door' allows one container;"
            + " remove container_name to run more",
        refused(edit.scale(stack(named), Map.of(WEB, 2))));
  }

  @Test
  void restartMakesNewTasksAlsoOfDependentsThatFollow() {
    StackSpec next = edited(edit.restart(spec, List.of(DB)));
    assertEquals(1, at(next.services(), DB).task().restartNonce());
    assertEquals(1, at(next.services(), WEB).task().restartNonce());
    StackSpec web = edited(edit.restart(spec, List.of(WEB)));
    assertEquals(0, at(web.services(), DB).task().restartNonce());
  }

  @Test
  void startStartsDependenciesToo() {
    StackSpec stopped = edited(edit.stop(spec, List.of()));
    assertTrue(stopped.services().values().stream().allMatch(ServiceSpec::stopped));
    assertEquals(spec, edited(edit.start(stopped, List.of(WEB))));
  }

  @Test
  void theSameFileAgainChangesNothingThoughTasksWereRestarted() {
    StackSpec restarted = edited(edit.restart(spec, List.of()));
    assertEquals(restarted, Merge.apply(Optional.of(restarted), spec, List.of(), false));
  }

  @Test
  void theSameFileInAnotherDirectoryChangesNothing() {
    StackSpec here = built(spec, "/one");
    StackSpec there = built(spec, "/two");
    assertEquals(here, Merge.apply(Optional.of(here), there, List.of(), false));
    StackSpec more = edited(edit.scale(there, Map.of(WEB, 3)));
    StackSpec next = Merge.apply(Optional.of(here), more, List.of(), false);
    assertEquals("replicas", StackDiff.lines(Optional.of(here), next).getFirst().detail());
  }

  private static StackSpec built(StackSpec spec, String context) {
    BuildSpec build =
        new BuildSpec(
            context,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            List.of(),
            false,
            false);
    return StackEdit.each(
        spec, spec.services().keySet(), service -> service.withBuild(Optional.of(build)));
  }

  @Test
  void dependentsFollowADependencyThatTheFileChanged() {
    StackSpec file = stack(dependingOn(service("web", 2), FOLLOWS), service("db", task("db:2"), 1));
    StackSpec next = Merge.apply(Optional.of(spec), file, List.of(), false);
    assertEquals(1, at(next.services(), WEB).task().restartNonce());
    assertEquals(next, Merge.apply(Optional.of(next), file, List.of(), false));
  }

  @Test
  void forcedRecreationChangesEveryTask() {
    StackSpec next = Merge.apply(Optional.of(spec), spec, List.of(), true);
    next.services().values().forEach(each -> assertEquals(1, each.task().restartNonce()));
  }

  @Test
  void onlyTheServicesNamedAndWhatTheyNeedAreTaken() {
    ServiceSpec other = service("other", 1);
    StackSpec old = stack(service("db", 1), other);
    StackSpec file =
        stack(service("db", 1), service("other", task("other:2"), 1), service("extra", 1));
    assertEquals(old, Merge.apply(Optional.of(old), file, List.of(DB), false));
    assertEquals(
        List.of("web", "db"),
        Merge.apply(
                Optional.empty(),
                stack(at(spec.services(), WEB), service("db", 1), other),
                List.of(WEB),
                false)
            .services()
            .keySet()
            .stream()
            .map(ServiceName::value)
            .toList());
  }

  @Test
  void theDiffNamesWhatChanged() {
    VolumeName data = new VolumeName("shop_data");
    StackSpec next =
        new StackSpec(
            spec.name(),
            stack(service("web", task("web:2"), 3), service("new", 1)).services(),
            Map.of(),
            Map.of(data, new VolumeSpec(data, false, Map.of())));
    assertEquals(
        List.of(
            new Line("volume", "shop_data", Action.CREATED, ""),
            new Line("service", "web", Action.UPDATED, "image, replicas, depends_on"),
            new Line("service", "new", Action.CREATED, ""),
            new Line("service", "db", Action.REMOVED, "")),
        StackDiff.lines(Optional.of(spec), next));
    assertTrue(
        StackDiff.lines(Optional.of(spec), spec).stream()
            .allMatch(line -> line.action() == Action.UNCHANGED));
  }

  private static StackSpec edited(Edit edit) {
    return assertInstanceOf(Edit.Edited.class, edit).spec();
  }

  private static String refused(Edit edit) {
    return assertInstanceOf(Edit.Refused.class, edit).reason();
  }
}
