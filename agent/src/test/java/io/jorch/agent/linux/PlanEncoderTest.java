package io.jorch.agent.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanEncoderTest {
  private static final Register FILE = new Register("file");

  private static LaunchPlan plan(Step... before) {
    List<Step> first = new ArrayList<>(List.of(before));
    first.add(ProcessCalls.fork());
    return new LaunchPlan(
        first, List.of(ProcessCalls.execute("/x", List.of("x"), List.of())), List.of());
  }

  private static ByteBuffer encoded(LaunchPlan plan) {
    return ByteBuffer.wrap(PlanEncoder.encode(plan)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void headerCountsTheStepsOfEachPart() {
    ByteBuffer block = encoded(plan(FileCalls.changeDirectory("/")));
    assertEquals(
        List.of(2L, 1L, 0L), List.of(block.getLong(32), block.getLong(40), block.getLong(48)));
  }

  @Test
  void resultOfAStepIsTheArgumentOfAnother() {
    ByteBuffer block = encoded(plan(FileCalls.open("/f").into(FILE), FileCalls.close(FILE)));
    int steps = (int) block.getLong(24);
    long home = block.getLong(steps + 56);
    assertEquals(1, block.getInt(steps + 80 + 4));
    assertEquals(home, block.getLong(steps + 80 + 8));
    assertEquals(0, home % 8);
  }

  @Test
  void textsAreRelocatedAndEndInZero() {
    ByteBuffer block = encoded(plan(FileCalls.changeDirectory("/dir")));
    int steps = (int) block.getLong(24);
    int text = (int) block.getLong(steps + 8);
    assertEquals('/', block.get(text));
    assertEquals(0, block.get(text + 4));
    boolean relocated = false;
    int list = (int) block.getLong(8);
    for (int i = 0; i < block.getLong(16); i++)
      relocated |= block.getLong(list + 8 * i) == steps + 8;
    assertEquals(true, relocated);
  }

  @Test
  void registerCannotLiveInTwoStructures() {
    Step first = FileCalls.writeWords(Arg.number(1), new Arg.Words(List.of(Arg.slot(FILE))));
    Step second =
        FileCalls.writeWords(Arg.number(1), new Arg.Words(List.of(Arg.number(7), Arg.slot(FILE))));
    assertThrows(IllegalArgumentException.class, () -> PlanEncoder.encode(plan(first, second)));
  }

  @Test
  void planHasToForkAndToExecute() {
    Step any = FileCalls.changeDirectory("/");
    assertThrows(
        IllegalArgumentException.class,
        () -> new LaunchPlan(List.of(any), List.of(any), List.of()));
  }
}
