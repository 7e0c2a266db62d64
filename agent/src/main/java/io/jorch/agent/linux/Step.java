package io.jorch.agent.linux;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One system call of a launch plan.
///
/// @param accepted error numbers after which the plan goes on, at most four
/// @param result where the result goes; after an accepted error it is the negative error number
public record Step(
    Syscall call, List<Arg> arguments, List<Integer> accepted, Optional<Register> result) {
  public static final int MOST_ARGUMENTS = 6;
  public static final int MOST_ACCEPTED = 4;

  public Step {
    arguments = List.copyOf(arguments);
    accepted = List.copyOf(accepted);
    if (arguments.size() > MOST_ARGUMENTS)
      throw new IllegalArgumentException(call + " with " + arguments.size() + " arguments");
    if (accepted.size() > MOST_ACCEPTED)
      throw new IllegalArgumentException(call + " accepting " + accepted.size() + " errors");
  }

  public static Step of(Syscall call, Arg... arguments) {
    return new Step(call, Arrays.asList(arguments), List.of(), Optional.empty());
  }

  public Step accepting(Integer... errors) {
    return new Step(call, arguments, Arrays.asList(errors), result);
  }

  public Step into(Register register) {
    return new Step(call, arguments, accepted, Optional.of(register));
  }

  /// Such as `$pts = openat(cwd, "/dev/pts", path) or ENOENT`.
  @Override
  public String toString() {
    String target = result.map(register -> register + " = ").orElse("");
    String inside = arguments.stream().map(Arg::toString).collect(Collectors.joining(", "));
    String errors =
        accepted.stream().map(e -> " or " + Errno.name(e)).collect(Collectors.joining());
    return target + call + "(" + inside + ")" + errors;
  }
}
