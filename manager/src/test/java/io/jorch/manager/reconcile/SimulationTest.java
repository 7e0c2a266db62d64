package io.jorch.manager.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.Progress.Verdict;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Hundreds of random histories of users, crashes, refusals, lost nodes and restarted managers.
/// The world checks after each reconciliation that it is idempotent, that no slot has two live
/// tasks, that no task is made while another of its slot lives, and that states only go forward.
class SimulationTest {
  private static final int RUNS = 200;

  @TestFactory
  Stream<DynamicTest> alwaysConvergesOnceFaultsEnd() {
    return IntStream.range(0, RUNS / 50)
        .mapToObj(
            block ->
                DynamicTest.dynamicTest(
                    "seeds from " + block * 50,
                    () -> IntStream.range(block * 50, block * 50 + 50).forEach(this::converges)));
  }

  private void converges(int seed) {
    Simulation simulation = new Simulation(seed);
    try {
      simulation.chaos(100);
      simulation.calm();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + simulation.story(), e);
    }
    if (simulation.world.desired.isEmpty()) {
      assertTrue(simulation.world.tasks.isEmpty(), () -> "left behind, seed " + seed);
    } else {
      assertEquals(
          Verdict.CONVERGED,
          simulation.world.progress().verdict(),
          () -> "seed " + seed + ": " + simulation.world.progress() + simulation.story());
    }
  }

  @Test
  void theSimulationReallyMeetsFaults() {
    Simulation simulation = new Simulation(7);
    simulation.chaos(2000);
    for (Simulation.Fault fault : Simulation.Fault.values()) {
      assertTrue(simulation.met().contains(fault), () -> fault + " never happened");
    }
  }
}
