package io.jorch.agent.linux.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes the head of a filter: a call with a number above all that the profile's author could know
/// fails with ENOSYS, not EPERM, so that C libraries newer than the profile use their older way.
final class Program {
  static final int INSTRUCTION_SIZE = 8;

  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_GREATER = 0x25;
  private static final int JUMP_GREATER_OR_EQUAL = 0x35;
  private static final int RETURN = 0x06;
  private static final int NUMBER_AT = 0;
  private static final int ARCH_AT = 4;
  private static final int ENOSYS = Libseccomp.ERRNO | 38;

  private final List<long[]> instructions = new ArrayList<>();

  /// `highest` maps each architecture to the highest call number that is known on it.
  static byte[] withUnknownCalls(Map<Integer, Integer> highest, byte[] filter) {
    Program head = new Program();
    for (Map.Entry<Integer, Integer> arch : highest.entrySet())
      if (arch.getKey() != Arch.X32) head.addArch(arch.getKey(), arch.getValue(), highest);
    ByteBuffer out =
        ByteBuffer.allocate(head.instructions.size() * INSTRUCTION_SIZE + filter.length)
            .order(ByteOrder.nativeOrder());
    for (long[] i : head.instructions)
      out.putShort((short) i[0]).put((byte) i[1]).put((byte) i[2]).putInt((int) i[3]);
    return out.put(filter).array();
  }

  /// Falls through to what comes next when the call is of another architecture or known.
  private void addArch(int arch, int highestHere, Map<Integer, Integer> highest) {
    Integer highestX32 = arch == Arch.AMD64.audit ? highest.get(Arch.X32) : null;
    add(LOAD_WORD, 0, 0, ARCH_AT);
    if (highestX32 == null) {
      add(JUMP_EQUAL, 0, 3, arch);
      add(LOAD_WORD, 0, 0, NUMBER_AT);
      add(JUMP_GREATER, 0, 1, highestHere);
    } else {
      add(JUMP_EQUAL, 0, 5, arch);
      add(LOAD_WORD, 0, 0, NUMBER_AT);
      add(JUMP_GREATER_OR_EQUAL, 1, 0, Arch.X32_BIT);
      add(JUMP_GREATER, 1, 2, highestHere);
      add(JUMP_GREATER, 0, 1, highestX32);
    }
    add(RETURN, 0, 0, ENOSYS);
  }

  private void add(int code, int ifTrue, int ifFalse, int k) {
    instructions.add(new long[] {code, ifTrue, ifFalse, k});
  }
}
