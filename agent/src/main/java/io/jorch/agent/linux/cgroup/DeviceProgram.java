package io.jorch.agent.linux.cgroup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Device rules as a program for BPF_PROG_TYPE_CGROUP_DEVICE: it gets a pointer to `struct
/// bpf_cgroup_dev_ctx` (access << 16 | type, major, minor) in register 1, and answers 1 to allow.
final class DeviceProgram {
  private static final int LOAD_WORD = 0x61;
  private static final int AND = 0x54;
  private static final int MOVE_REGISTER = 0xbc;
  private static final int MOVE = 0xb4;
  private static final int SHIFT_RIGHT = 0x74;
  private static final int JUMP_NOT_EQUAL = 0x55;
  private static final int EXIT = 0x95;
  private static final int RESULT = 0;
  private static final int CONTEXT = 1;
  private static final int TYPE = 2;
  private static final int ACCESS = 3;
  private static final int MAJOR = 4;
  private static final int MINOR = 5;
  private static final int SCRATCH = 6;

  /// Everything that there is to ask for: make, read, write.
  private static final int ALL_ACCESS = 7;

  /// One instruction of bpf(2).
  record Instruction(int code, int destination, int source, int offset, int immediate) {}

  private final List<Instruction> code = new ArrayList<>();

  private DeviceProgram() {}

  static List<Instruction> of(DeviceRules.Only rules) {
    DeviceProgram program = new DeviceProgram();
    program.load();
    rules.rules().forEach(program::allow);
    program.answer(0);
    return List.copyOf(program.code);
  }

  /// In the machine's byte order and, for the two register numbers, its bit order.
  static byte[] encode(List<Instruction> program) {
    ByteBuffer out = ByteBuffer.allocate(program.size() * 8).order(ByteOrder.nativeOrder());
    for (Instruction i : program)
      out.put((byte) i.code)
          .put((byte) (i.source << 4 | i.destination))
          .putShort((short) i.offset)
          .putInt(i.immediate);
    return out.array();
  }

  private void load() {
    add(LOAD_WORD, TYPE, CONTEXT, 0, 0);
    add(MOVE_REGISTER, ACCESS, TYPE, 0, 0);
    add(AND, TYPE, 0, 0, 0xffff);
    add(SHIFT_RIGHT, ACCESS, 0, 0, 16);
    add(LOAD_WORD, MAJOR, CONTEXT, 4, 0);
    add(LOAD_WORD, MINOR, CONTEXT, 8, 0);
  }

  private void allow(DeviceRules.Rule rule) {
    List<Instruction> tests = new ArrayList<>();
    int forbidden = ALL_ACCESS & ~access(rule.access());
    boolean restricted = forbidden != 0;
    int left = 1 + (restricted ? 3 : 0) + count(rule) + 2;
    tests.add(jumpNotEqual(TYPE, rule.type().bpf, left -= 1));
    if (restricted) {
      tests.add(new Instruction(MOVE_REGISTER, SCRATCH, ACCESS, 0, 0));
      tests.add(new Instruction(AND, SCRATCH, 0, 0, forbidden));
      tests.add(jumpNotEqual(SCRATCH, 0, left -= 3));
    }
    if (rule.major().isPresent())
      tests.add(jumpNotEqual(MAJOR, rule.major().getAsInt(), left -= 1));
    if (rule.minor().isPresent())
      tests.add(jumpNotEqual(MINOR, rule.minor().getAsInt(), left -= 1));
    code.addAll(tests);
    answer(1);
  }

  private static int count(DeviceRules.Rule rule) {
    return (rule.major().isPresent() ? 1 : 0) + (rule.minor().isPresent() ? 1 : 0);
  }

  private static int access(String letters) {
    int bits = 0;
    if (letters.contains("m")) bits |= 1;
    if (letters.contains("r")) bits |= 2;
    if (letters.contains("w")) bits |= 4;
    return bits;
  }

  /// Jumps over as many instructions as the rule has left, to the next rule.
  private static Instruction jumpNotEqual(int register, int value, int left) {
    return new Instruction(JUMP_NOT_EQUAL, register, 0, left, value);
  }

  private void answer(int allowed) {
    add(MOVE, RESULT, 0, 0, allowed);
    add(EXIT, 0, 0, 0, 0);
  }

  private void add(int code, int destination, int source, int offset, int immediate) {
    this.code.add(new Instruction(code, destination, source, offset, immediate));
  }
}
