package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which directory fits which topology.
class AdmissionIT {
  @TempDir Path directory;

  private static String refusal(StoreConfig config) {
    return assertThrows(StoreException.class, () -> RaftStore.open(config).close()).getMessage();
  }

  @Test
  void aMembersDirectoryIsNotOpenedAlone() {
    try (Ensemble group = Ensemble.of(directory, "a")) {
      group.stop("a");
      assertTrue(
          refusal(StoreConfig.alone(group.directory("a")))
              .contains("it belongs to a manager of a cluster"));
    }
  }

  @Test
  void aDirectoryStaysWithItsNodeAndItsGroup() {
    try (Ensemble group = Ensemble.of(directory, "a")) {
      UUID id = group.get("a").group();
      group.stop("a");
      StoreConfig config =
          group.config("a", new Topology.Entry.Newcomer(UUID.randomUUID(), List.of()));
      assertEquals(
          "cannot open the store in "
              + group.directory("a")
              + ": it belongs to another cluster (group "
              + id
              + "); move the directory away and join again",
          refusal(config));
      StoreConfig other = group.config("b", new Topology.Entry.Founder());
      assertTrue(
          refusal(new StoreConfig(group.directory("a"), other.topology(), 1024, 0))
              .contains("it belongs to node " + Ensemble.id("a")));
    }
  }

  @Test
  void aStoreThatWasAloneIsNotThrownAwayByJoining() {
    try (Ensemble group = Ensemble.of(directory, "a")) {
      RaftStore.open(StoreConfig.alone(group.directory("b"))).close();
      assertTrue(
          refusal(group.config("b", new Topology.Entry.Newcomer(group.get("a").group(), List.of())))
              .contains("it holds a store of this machine alone"));
      RaftStore.open(StoreConfig.alone(group.directory("b"))).close();
    }
  }
}
