package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.api.ImageView;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackSpec;
import io.jorch.core.node.NodeService;
import io.jorch.manager.reconcile.Specs;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinsTest {
  private static final String KNOWN = "sha256:" + "a".repeat(64);
  private static final String OTHER = "sha256:" + "b".repeat(64);

  /// A node that knows the image `web` and nothing else.
  private static NodeService node() {
    Class<?>[] type = {NodeService.class};
    return (NodeService)
        Proxy.newProxyInstance(
            NodeService.class.getClassLoader(),
            type,
            (self, method, arguments) -> {
              assertEquals("image", method.getName());
              return "web".equals(arguments[0])
                  ? Optional.of(
                      new ImageView(KNOWN, List.of("web"), Instant.EPOCH, 1, "amd64", List.of()))
                  : Optional.empty();
            });
  }

  private static Optional<String> imageId(StackSpec spec, String service) {
    return Specs.at(spec.services(), new ServiceName(service)).task().imageId();
  }

  @Test
  void namesAreFixedAndIdsThatAreThereStay() throws IOException {
    StackSpec spec =
        Specs.stack(
            Specs.service("a", Specs.task("web"), 1),
            Specs.service("b", Specs.task("gone").withImageId(OTHER), 1));
    StackSpec pinned = Pins.pin(spec, node());
    assertEquals(Optional.of(KNOWN), imageId(pinned, "a"));
    assertEquals(Optional.of(OTHER), imageId(pinned, "b"));
    assertEquals(pinned, Pins.pin(pinned, node()), "once is enough");
  }

  @Test
  void anImageThatIsNotThereIsRefusedWithItsService() {
    StackSpec spec = Specs.stack(Specs.service("a", Specs.task("gone"), 1));
    RequestException error = assertThrows(RequestException.class, () -> Pins.pin(spec, node()));
    assertEquals(RequestException.Kind.INVALID, error.kind());
    assertEquals(
        "service a: image gone is not here; fetch it with `jorch pull` or build it with `jorch"
            + " build`",
        error.getMessage());
  }

  @Test
  void forAPlanWhatIsNotThereIsTakenForWhatWasThere() throws IOException {
    StackSpec spec =
        Specs.stack(
            Specs.service("a", Specs.task("web"), 1),
            Specs.service("b", Specs.task("gone"), 1),
            Specs.service("c", Specs.task("gone"), 1));
    StackSpec known = Pins.known(spec, node());
    assertEquals(Optional.of(KNOWN), imageId(known, "a"));
    assertEquals(Optional.empty(), imageId(known, "b"));
    StackSpec before =
        Specs.stack(
            Specs.service("b", Specs.task("gone").withImageId(OTHER), 1),
            Specs.service("c", Specs.task("another").withImageId(OTHER), 1));
    StackSpec assumed = Pins.assumed(known, before);
    assertEquals(Optional.of(KNOWN), imageId(assumed, "a"));
    assertEquals(Optional.of(OTHER), imageId(assumed, "b"));
    assertEquals(Optional.empty(), imageId(assumed, "c"));
  }
}
