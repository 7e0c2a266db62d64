package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.remote.Remote;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationsTest {
  @Test
  void everyOperationCanBeAskedOfAnotherNode() {
    List<String> refusals = Remote.refusals(Operations.class);
    assertEquals(
        List.of(
            "node(): io.jorch.core.node.NodeService has no JSON form; teach"
                + " io.jorch.core.wire.Forms or avoid it"),
        refusals,
        "only node() is answered by each node itself");
  }

  @Test
  void refusalsKeepTheirKindBetweenNodes() {
    for (RequestException.Kind kind : RequestException.Kind.values()) {
      RequestException error = new RequestException(kind, "stack x does not exist");
      String detail = RequestException.FORM.detail().apply(error);
      RequestException made = RequestException.FORM.make().apply(detail, "stack x does not exist");
      assertEquals(kind, made.kind());
      assertEquals(error.getMessage(), made.getMessage());
    }
  }
}
