package io.jorch.agent.linux.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Runs a classic BPF program on a `struct seccomp_data`, as far as filters use the language.
final class BpfInterpreter {
  private BpfInterpreter() {}

  static int run(byte[] program, ByteBuffer data) {
    ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
    int a = 0;
    int at = 0;
    while (true) {
      int opcode = code.getShort(at) & 0xffff;
      int ifTrue = code.get(at + 2) & 0xff;
      int ifFalse = code.get(at + 3) & 0xff;
      int k = code.getInt(at + 4);
      at += 8;
      switch (opcode) {
        case 0x20 -> a = data.getInt(k);
        case 0x54 -> a &= k;
        case 0x05 -> at += 8 * k;
        case 0x15 -> at += 8 * (a == k ? ifTrue : ifFalse);
        case 0x25 -> at += 8 * (Integer.compareUnsigned(a, k) > 0 ? ifTrue : ifFalse);
        case 0x35 -> at += 8 * (Integer.compareUnsigned(a, k) >= 0 ? ifTrue : ifFalse);
        case 0x45 -> at += 8 * ((a & k) != 0 ? ifTrue : ifFalse);
        case 0x06 -> {
          return k;
        }
        default -> throw new IllegalStateException("unexpected opcode " + opcode);
      }
    }
  }
}
