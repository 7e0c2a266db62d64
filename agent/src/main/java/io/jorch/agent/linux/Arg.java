package io.jorch.agent.linux;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// One argument of a step, as data. `toString` is what `jorch inspect --plan` shows.
public sealed interface Arg {
  Arg NULL = new Constant(0, "null");

  /// A plain number; `shown` is how a reader knows it, such as `nosuid|nodev`.
  record Constant(long value, String shown) implements Arg {
    @Override
    public String toString() {
      return shown;
    }
  }

  /// A pointer to a C string.
  record Text(String text) implements Arg {
    @Override
    public String toString() {
      return '"' + text.replace("\n", "\\n").replace("\"", "\\\"") + '"';
    }
  }

  /// A pointer to fixed bytes.
  record Bytes(String shown, ByteBuffer content) implements Arg {
    @Override
    public String toString() {
      return "<" + shown + ", " + content.remaining() + " bytes>";
    }
  }

  /// A pointer to an array of 64-bit words: an argument vector or most of the kernel's structures.
  /// A [Slot] in it is the home of a register.
  record Words(List<Arg> words) implements Arg {
    public Words {
      words = List.copyOf(words);
    }

    @Override
    public String toString() {
      return words.stream().map(Arg::toString).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /// A word inside [Words] in which a register lives.
  record Slot(Register register) implements Arg {
    @Override
    public String toString() {
      return register.toString();
    }
  }

  /// What the register holds when the step runs.
  record Value(Register register) implements Arg {
    @Override
    public String toString() {
      return register.toString();
    }
  }

  /// A pointer to the register, for calls that store through a pointer.
  record Address(Register register) implements Arg {
    @Override
    public String toString() {
      return "&" + register;
    }
  }

  static Arg number(long value) {
    return new Constant(value, Long.toString(value));
  }

  static Arg octal(long value) {
    return new Constant(value, "0" + Long.toOctalString(value));
  }

  static Arg named(String shown, long value) {
    return new Constant(value, shown);
  }

  static Arg text(String text) {
    return new Text(text);
  }

  static Arg bytes(String shown, ByteBuffer content) {
    return new Bytes(shown, content.asReadOnlyBuffer());
  }

  static Arg bytes(String shown, byte[] content) {
    return new Bytes(shown, ByteBuffer.wrap(content.clone()).asReadOnlyBuffer());
  }

  static Arg words(Arg... words) {
    return new Words(Arrays.asList(words));
  }

  static Arg of(Register register) {
    return new Value(register);
  }

  static Arg slot(Register register) {
    return new Slot(register);
  }

  static Arg address(Register register) {
    return new Address(register);
  }

  /// The flags joined, shown as `a|b`, or `0` for none.
  static Arg flags(Flag... flags) {
    return flags(Arrays.asList(flags));
  }

  static Arg flags(List<? extends Flag> flags) {
    long value = 0;
    for (Flag flag : flags) value |= flag.bit();
    String shown = flags.stream().map(Flag::shown).collect(Collectors.joining("|"));
    return new Constant(value, shown.isEmpty() ? "0" : shown);
  }
}
