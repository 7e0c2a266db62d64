package io.jorch.agent.linux.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.agent.linux.cgroup.DeviceProgram.Instruction;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DeviceProgramTest {
  private static final int MAKE = 1;
  private static final int READ = 2;
  private static final int WRITE = 4;
  private static final int BLOCK = 1;
  private static final int CHARACTER = 2;

  @Test
  void answersAsTheRulesSay() {
    assertEquals(1, ask(CHARACTER, 1, 3, READ | WRITE));
    assertEquals(1, ask(CHARACTER, 136, 77, READ));
    assertEquals(1, ask(CHARACTER, 10, 200, MAKE));
    assertEquals(1, ask(BLOCK, 8, 0, MAKE));
    assertEquals(0, ask(BLOCK, 8, 0, READ));
    assertEquals(0, ask(BLOCK, 8, 0, MAKE | READ));
    assertEquals(0, ask(CHARACTER, 1, 1, READ));
    assertEquals(0, ask(CHARACTER, 1, 11, WRITE));
    assertEquals(0, ask(BLOCK, 1, 3, READ));
  }

  @Test
  void isAsShortAsItsRules() {
    DeviceRules.Rule any =
        new DeviceRules.Rule(
            DeviceRules.Type.BLOCK, OptionalInt.empty(), OptionalInt.empty(), "rwm");
    List<Instruction> program = DeviceProgram.of(new DeviceRules.Only(List.of(any)));
    assertEquals(
        List.of(
            new Instruction(0x61, 2, 1, 0, 0),
            new Instruction(0xbc, 3, 2, 0, 0),
            new Instruction(0x54, 2, 0, 0, 0xffff),
            new Instruction(0x74, 3, 0, 0, 16),
            new Instruction(0x61, 4, 1, 4, 0),
            new Instruction(0x61, 5, 1, 8, 0),
            new Instruction(0x55, 2, 0, 2, 1),
            new Instruction(0xb4, 0, 0, 0, 1),
            new Instruction(0x95, 0, 0, 0, 0),
            new Instruction(0xb4, 0, 0, 0, 0),
            new Instruction(0x95, 0, 0, 0, 0)),
        program);
  }

  private static int ask(int type, int major, int minor, int access) {
    int[] context = {access << 16 | type, major, minor};
    return run(DeviceProgram.of(DeviceRules.DEFAULT), context);
  }

  private static int run(List<Instruction> program, int[] context) {
    int[] r = new int[11];
    for (int at = 0; ; at++) {
      Instruction i = program.get(at);
      switch (i.code()) {
        case 0x61 -> r[i.destination()] = context[i.offset() / 4];
        case 0xbc -> r[i.destination()] = r[i.source()];
        case 0x54 -> r[i.destination()] &= i.immediate();
        case 0xb4 -> r[i.destination()] = i.immediate();
        case 0x74 -> r[i.destination()] >>>= i.immediate();
        case 0x55 -> at += r[i.destination()] != i.immediate() ? i.offset() : 0;
        case 0x95 -> {
          return r[0];
        }
        default -> throw new IllegalStateException("unexpected " + i);
      }
    }
  }
}
