package io.jorch.manager.view;

import io.jorch.core.model.SpecHash;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What rows need beside tasks and statuses.
///
/// @param specs by hash; empty for one nobody remembers
/// @param imageCommand entrypoint and command of a specification's image; empty when not known
/// @param unplaced why tasks have no node, from the scheduler
public record Sources(
    Function<SpecHash, Optional<TaskSpec>> specs,
    Function<TaskSpec, List<String>> imageCommand,
    Map<TaskId, String> unplaced) {

  /// What a container runs: what the file says, and what is missing from the image. An entrypoint
  /// of the file replaces the image's command too, as compose has it.
  String command(TaskSpec spec) {
    if (spec.entrypoint().isEmpty() && spec.command().isEmpty()) {
      return String.join(" ", imageCommand.apply(spec));
    }
    return String.join(
        " ",
        Stream.concat(
                spec.entrypoint().orElse(List.of()).stream(),
                spec.command().orElse(List.of()).stream())
            .toList());
  }
}
