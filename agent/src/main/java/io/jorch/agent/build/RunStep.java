package io.jorch.agent.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs the command of a RUN instruction in a container and waits for it.
@FunctionalInterface
public interface RunStep {
  /// Gives the exit code (128 + signal when killed). What the command changes ends up in
  /// `upperDir` as overlayfs leaves it. `output` gets lines of stdout and stderr as they come. An
  /// exception means that the container could not be started.
  int run(Request request, Consumer<String> output) throws IOException, InterruptedException;

  /// `lowerLayers` are topmost first, never empty; `upperDir` and `workDir` are empty directories
  /// on one file system; `env` is complete; `user` is as in an image configuration and may be
  /// empty; `workdir` is absolute.
  record Request(
      List<Path> lowerLayers,
      Path upperDir,
      Path workDir,
      List<String> args,
      Map<String, String> env,
      String user,
      String workdir) {}
}
