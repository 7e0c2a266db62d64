package io.jorch.agent.build;

import io.jorch.agent.image.Healthcheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One instruction of a Dockerfile as written: variables are not expanded yet. `at` says where it
/// stands.
sealed interface Instruction {
  At at();

  /// The line it starts on, and its text on one line for people.
  record At(int line, String text) {}

  /// A command in shell form (one string for the shell) or exec form (the arguments themselves).
  sealed interface Command {
    record ShellForm(String script) implements Command {}

    record ExecForm(List<String> arguments) implements Command {}
  }

  /// A file given in the Dockerfile itself; `expand` unless the end mark was quoted.
  record HereDocument(String name, String content, boolean expand) {}

  record From(At at, String image, Optional<String> platform, Optional<String> name)
      implements Instruction {}

  /// `user` and `mode` are the values of --chown and --chmod; `extract` is what ADD does more.
  record Copy(
      At at,
      List<String> sources,
      List<HereDocument> documents,
      String target,
      Optional<String> from,
      Optional<String> owner,
      Optional<String> mode,
      boolean extract)
      implements Instruction {}

  record Run(At at, Command command) implements Instruction {}

  record Env(At at, Map<String, String> values) implements Instruction {}

  /// Names with their defaults, as written.
  record Arg(At at, Map<String, Optional<String>> defaults) implements Instruction {}

  record Label(At at, Map<String, String> values) implements Instruction {}

  record Workdir(At at, String path) implements Instruction {}

  record User(At at, String user) implements Instruction {}

  record Expose(At at, List<String> ports) implements Instruction {}

  record Volume(At at, List<String> paths) implements Instruction {}

  record StopSignal(At at, String signal) implements Instruction {}

  record Entrypoint(At at, Command command) implements Instruction {}

  record Cmd(At at, Command command) implements Instruction {}

  record Shell(At at, List<String> shell) implements Instruction {}

  /// `command` is empty for NONE; `times` has an empty test.
  record Health(At at, Optional<Command> command, Healthcheck times) implements Instruction {}
}
