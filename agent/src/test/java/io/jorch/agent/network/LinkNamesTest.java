package io.jorch.agent.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinkNamesTest {
  private final LinkNames names = new LinkNames("a1");

  @Test
  void namesFitIntoTheKernelsFifteenCharactersAndDifferByInstance() {
    assertEquals(15, names.bridge("hello_default").length());
    assertEquals(15, names.veth("task-1", "hello_default").length());
    assertNotEquals(names.bridge("x"), new LinkNames("a2").bridge("x"));
    assertNotEquals(names.veth("t", "x"), names.veth("t", "y"));
  }

  @Test
  void aliasesTellTheirOwner() {
    assertEquals(
        Optional.of("hello_default"), names.networkOf(names.networkAlias("hello_default")));
    assertEquals(Optional.of("task-1"), names.taskOf(names.taskAlias("task-1", "hello/default")));
    assertEquals(Optional.empty(), names.taskOf(new LinkNames("a").taskAlias("t", "n")));
    assertEquals(Optional.empty(), names.networkOf("jorch/a1/task/t/n"));
    assertEquals(Optional.empty(), names.taskOf(""));
  }

  @Test
  void anInstanceIsShortAndPlain() {
    assertThrows(IllegalArgumentException.class, () -> new LinkNames("a/b"));
  }
}
