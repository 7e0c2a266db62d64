package io.jorch.cli.command;

import io.jorch.core.model.BuildSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/// Build specifications with what the command line adds to them.
final class BuildSpecs {
  private BuildSpecs() {}

  static BuildSpec with(BuildSpec spec, Map<String, String> more, boolean noCache, boolean pull) {
    Map<String, String> arguments = new LinkedHashMap<>(spec.args());
    arguments.putAll(more);
    return new BuildSpec(
        spec.context(),
        spec.dockerfile(),
        spec.dockerfileInline(),
        arguments,
        spec.target(),
        spec.additionalContexts(),
        spec.labels(),
        spec.tags(),
        spec.noCache() || noCache,
        spec.pull() || pull);
  }
}
