package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.node.LoadMeter.Times;
import io.jorch.core.model.NodeUsage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadMeterTest {
  private final LoadMeter meter = new LoadMeter();
  private long busy;
  private long all;

  private Optional<NodeUsage> sample(int percent, double memory) {
    busy += percent;
    all += 100;
    return meter.sample(new Times(busy, all), memory);
  }

  @Test
  void tellsNothingBeforeThereAreTwoSamples() {
    assertEquals(Optional.empty(), sample(50, 0.5));
    assertEquals(Optional.of(new NodeUsage(5, 5)), sample(55, 0.55));
  }

  @Test
  void tellsOnlyWhatChanged() {
    sample(20, 0.3);
    assertEquals(Optional.of(new NodeUsage(2, 3)), sample(22, 0.35));
    for (int i = 0; i < 20; i++) assertEquals(Optional.empty(), sample(25, 0.33));
  }

  @Test
  void aBorderIsPassedOnlyByAMargin() {
    sample(29, 0.3);
    assertEquals(Optional.of(new NodeUsage(2, 3)), sample(29, 0.35));
    for (int i = 0; i < 20; i++) assertEquals(Optional.empty(), sample(i % 2 == 0 ? 32 : 28, 0.35));
    Optional<NodeUsage> told = Optional.empty();
    for (int i = 0; i < 20 && told.isEmpty(); i++) told = sample(38, 0.35);
    assertEquals(Optional.of(new NodeUsage(3, 3)), told);
  }

  @Test
  void aShortPeakIsNoLoad() {
    sample(10, 0.1);
    sample(10, 0.15);
    Optional<NodeUsage> peak = sample(100, 0.15);
    assertTrue(peak.map(NodeUsage::cpu).orElse(0) < 5, peak::toString);
  }

  @Test
  void readsTheKernelsFigures() {
    assertEquals(
        new Times(16, 36), LoadMeter.times("cpu  1 2 3 15 5 3 3 4 0 0\ncpu0 1 1 1 1 1 1 1 1\n"));
    assertEquals(
        0.75, LoadMeter.memoryInUse("MemTotal: 1000 kB\nMemFree: 10 kB\nMemAvailable: 250 kB\n"));
    assertEquals(0, LoadMeter.memoryInUse(""));
  }
}
