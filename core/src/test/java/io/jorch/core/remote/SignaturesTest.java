package io.jorch.core.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.node.NodeService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SignaturesTest {
  interface Bad {
    void noException();

    void array(byte[] bytes) throws IOException;

    void items(Consumer<? extends Number> sink) throws IOException;

    <T> void typed(T value) throws IOException;

    Map<Integer, String> keyed() throws IOException;

    List<String> fine(List<Map<String, Object>> values) throws IOException;
  }

  @Test
  void everyRequestToANodeCanTravel() {
    assertEquals(List.of(), Remote.refusals(NodeService.class));
  }

  @Test
  void whatCannotTravelIsListedWithItsReason() {
    List<String> refusals = Remote.refusals(Bad.class);
    assertEquals(5, refusals.size(), refusals.toString());
    assertEquals(
        "array(byte[]): byte[] has no JSON form; teach io.jorch.core.wire.Forms or avoid it",
        refusals.getFirst());
    assertEquals("noException(): it does not declare IOException", refusals.get(3));
  }

  @Test
  void aLocalAnswerMustHaveItsMethod() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Remote()
                .client(
                    Bad.class,
                    "x",
                    () -> {
                      throw new IOException("unused");
                    },
                    Map.of("fine", () -> "")));
  }

  @Test
  void onlyInterfacesAreCalled() {
    assertThrows(IllegalArgumentException.class, () -> Remote.refusals(String.class));
  }
}
