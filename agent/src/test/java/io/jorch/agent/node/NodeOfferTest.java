package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeOfferTest {
  @Test
  void readsLabelsAndResources() {
    NodeOffer offer =
        NodeOffer.of(
            Map.of(
                NodeOffer.LABELS,
                "disk=ssd, zone=a",
                NodeOffer.RESOURCES,
                "seats=10,gpu=GPU-1,gpu=GPU-2"));
    assertEquals(Map.of("disk", "ssd", "zone", "a"), offer.labels());
    assertEquals(Map.of("seats", 10L), offer.counted());
    assertEquals(Map.of("gpu", List.of("GPU-1", "GPU-2")), offer.named());
  }

  @Test
  void anythingMayBeLeftOut() {
    assertEquals(NodeOffer.NOTHING, NodeOffer.of(Map.of()));
    assertEquals(NodeOffer.NOTHING, NodeOffer.of(Map.of(NodeOffer.LABELS, " , ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpu | JORCH_NODE_RESOURCES: expected KEY=VALUE separated by commas, got 'gpu'",
        "=1 | JORCH_NODE_RESOURCES: expected KEY=VALUE separated by commas, got '=1'",
        "gpu= | JORCH_NODE_RESOURCES: expected KEY=VALUE separated by commas, got 'gpu='",
        "gpu=2,gpu=a | JORCH_NODE_RESOURCES: 'gpu' has both a number and names; use one of them"
      })
  void refusesWhatItCannotRead(String text, String message) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> NodeOffer.of(Map.of(NodeOffer.RESOURCES, text)));
    assertEquals(message, e.getMessage());
  }
}
