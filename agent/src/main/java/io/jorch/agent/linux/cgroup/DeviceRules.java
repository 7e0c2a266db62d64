package io.jorch.agent.linux.cgroup;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Which device nodes the processes of a group may create, read and write.
public sealed interface DeviceRules {
  /// No limit: for privileged containers.
  record All() implements DeviceRules {}

  /// Nothing but these.
  record Only(List<Rule> rules) implements DeviceRules {
    public Only {
      rules = List.copyOf(rules);
    }

    /// The same and one more.
    public Only and(Rule rule) {
      return new Only(Stream.concat(rules.stream(), Stream.of(rule)).toList());
    }
  }

  enum Type {
    BLOCK('b', 1),
    CHARACTER('c', 2);

    /// As in the files of the v1 controller.
    final char letter;

    /// As in `struct bpf_cgroup_dev_ctx`.
    final int bpf;

    Type(char letter, int bpf) {
      this.letter = letter;
      this.bpf = bpf;
    }
  }

  /// Absent numbers stand for all; access is made of the letters r, w and m (mknod).
  record Rule(Type type, OptionalInt major, OptionalInt minor, String access) {
    public Rule {
      if (!access.matches("[rwm]{1,3}"))
        throw new IllegalArgumentException("device access " + access + " is not made of r, w, m");
    }

    String line() {
      return type.letter + " " + number(major) + ":" + number(minor) + " " + access;
    }

    private static String number(OptionalInt number) {
      return number.isPresent() ? Integer.toString(number.getAsInt()) : "*";
    }
  }

  /// Docker's list: making any node, and using null, zero, full, random, urandom, tty, console,
  /// ptmx and pseudo-terminals.
  DeviceRules.Only DEFAULT =
      new Only(
          List.of(
              new Rule(Type.CHARACTER, OptionalInt.empty(), OptionalInt.empty(), "m"),
              new Rule(Type.BLOCK, OptionalInt.empty(), OptionalInt.empty(), "m"),
              character(1, 3),
              character(1, 5),
              character(1, 7),
              character(1, 8),
              character(1, 9),
              character(5, 0),
              character(5, 1),
              character(5, 2),
              new Rule(Type.CHARACTER, OptionalInt.of(136), OptionalInt.empty(), "rwm")));

  private static Rule character(int major, int minor) {
    return new Rule(Type.CHARACTER, OptionalInt.of(major), OptionalInt.of(minor), "rwm");
  }
}
