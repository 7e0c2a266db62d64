package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.Progress;
import io.jorch.core.api.TaskView;
import io.jorch.core.api.VolumeView;
import io.jorch.core.model.Deployment;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import io.jorch.manager.control.Operations.TaskQuery;
import io.jorch.manager.reconcile.Specs;
import io.jorch.manager.stream.FarNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Volumes are where they are, and go where they are.
class VolumesIT extends TwoNodes {
  @Test
  void volumesAreListedWithTheirNodeAndRemovedThere() throws Exception {
    beta.volumes.add("stray");
    assertEquals(
        List.of("shop_data " + db().node(), "stray beta"),
        operations.volumes().stream().map(row -> row.name() + " " + row.node()).toList());
    operations.removeVolume(new VolumeName("stray"), Optional.empty());
    assertFalse(beta.volumes.contains("stray"));
    alpha.volumes.add("twice");
    beta.volumes.add("twice");
    RequestException refused =
        assertThrows(
            RequestException.class,
            () -> operations.removeVolume(new VolumeName("twice"), Optional.empty()));
    assertTrue(String.valueOf(refused.getMessage()).contains("alpha, beta"), refused::toString);
    operations.removeVolume(new VolumeName("twice"), Optional.of("beta"));
    assertEquals(Set.of(), beta.volumes);
    assertTrue(alpha.volumes.contains("twice"));
    assertThrows(
        RequestException.class,
        () -> operations.removeVolume(new VolumeName("none"), Optional.empty()));
  }

  @Test
  void aVolumeOfANodeThatDoesNotAnswerIsListedAndNotRemoved() throws Exception {
    String node = db().node();
    reached.remove(homeId());
    VolumeView row = operations.volumes().getFirst();
    assertEquals("shop_data " + node, row.name() + " " + row.node());
    assertEquals("", row.mountpoint());
    RequestException refused =
        assertThrows(
            RequestException.class,
            () -> operations.removeVolume(new VolumeName("shop_data"), Optional.empty()));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("volume shop_data is on another node, and node " + node),
        refused::toString);
  }

  private Progress removed(StackName stack) throws Exception {
    List<Progress> all = new ArrayList<>();
    long revision = operations.remove(stack, true).revision();
    operations.progress(stack, revision, Set.of(), all::add);
    return all.getLast();
  }

  @Test
  void downRemovesVolumesOnTheNodeThatHasThem() throws Exception {
    FarNode home = home();
    Progress end = removed(SHOP);
    assertEquals(Progress.Verdict.REMOVED, end.verdict());
    assertEquals("", end.problem());
    assertEquals(Set.of(), home.volumes);
    assertTrue(home.asked.contains("removeVolume shop_data"), home.asked::toString);
  }

  /// A stack with one volume.
  private static StackSpec stack(String name, ServiceSpec service, boolean external) {
    VolumeName data = new VolumeName("shop_data");
    return new StackSpec(
        new StackName(name),
        Map.of(service.name(), service),
        Map.of(),
        Map.of(data, new VolumeSpec(data, external, Map.of())));
  }

  private void up(StackSpec spec) throws Exception {
    operations.apply(spec.name(), new ApplyRequest(spec, "up", List.of(), false, false));
  }

  private List<TaskView> tasks(String stack) throws IOException {
    return operations.tasks(new TaskQuery(Optional.of(stack), Set.of(), false));
  }

  private boolean dbIsOn(FarNode node) throws IOException {
    return tasks().stream()
        .anyMatch(task -> task.service().equals("db") && task.node().equals(node.name()));
  }

  @Test
  void whatANodeOutOfReachHasGoesLaterAndIsNotUsedAgain() throws Exception {
    FarNode home = home();
    FarNode other = home == alpha ? beta : alpha;
    NodeId id = homeId();
    reached.remove(id);
    Progress end = removed(SHOP);
    assertEquals(Progress.Verdict.REMOVED, end.verdict());
    assertEquals(
        "what node "
            + home.name()
            + " has of volume shop_data is removed when the node can be reached again (node "
            + home.name()
            + " cannot be reached at the moment)",
        end.problem());
    up(stack("shop", Specs.service("db", Specs.withVolume("db:1", "shop_data"), 1), false));
    until("the new volume is where no old one is", () -> dbIsOn(other));
    other.volumes.add("shop_data");
    reached.put(id, home);
    until("the old one is gone", () -> home.volumes.isEmpty());
    until("nothing is to go any more", () -> operations.volumes().size() == 1);
    assertEquals(Set.of("shop_data"), other.volumes);
  }

  @Test
  void everyCopyOfAGlobalServiceGoes() throws Exception {
    removed(SHOP);
    ServiceSpec each =
        Specs.moded(
            Specs.service("each", Specs.withVolume("db:1", "shop_data"), 1),
            Deployment.Mode.GLOBAL,
            0);
    up(stack("shop", each, false));
    until("both run", () -> tasks().stream().filter(t -> t.node().length() > 3).count() == 2);
    alpha.volumes.add("shop_data");
    beta.volumes.add("shop_data");
    assertEquals("", removed(SHOP).problem());
    assertEquals(Set.of(), alpha.volumes);
    assertEquals(Set.of(), beta.volumes);
  }

  @Test
  void whatAnotherStackUsesStaysAndKeepsItsPlace() throws Exception {
    FarNode home = home();
    ServiceSpec reader = Specs.service("reader", Specs.withVolume("db:1", "shop_data"), 1);
    up(stack("other", reader, true));
    until("it is there", () -> !tasks("other").isEmpty());
    assertEquals("volume shop_data stays: stack other uses it", removed(SHOP).problem());
    assertEquals(Set.of("shop_data"), home.volumes);
    operations.remove(new StackName("other"), false);
    until("it is gone", () -> tasks("other").isEmpty());
    up(stack("shop", Specs.service("db", Specs.withVolume("db:1", "shop_data"), 1), false));
    until("it is back where its volume is", () -> dbIsOn(home));
  }
}
