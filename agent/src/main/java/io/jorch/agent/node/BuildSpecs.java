package io.jorch.agent.node;

import io.jorch.agent.build.BuildSpec;
import io.jorch.agent.build.BuildSpec.Context;
import io.jorch.agent.build.BuildSpec.Source;
import io.jorch.agent.image.Platform;
import io.jorch.agent.image.Reference;
import io.jorch.core.api.BuildRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A compose file's `build` as the build room wants it.
final class BuildSpecs {
  private static final String IMAGE = "docker-image://";

  private BuildSpecs() {}

  static BuildSpec of(BuildRequest request) throws IOException {
    io.jorch.core.model.BuildSpec asked = request.build();
    Source source =
        asked
            .dockerfileInline()
            .<Source>map(Source.Inline::new)
            .orElseGet(() -> new Source.File(Path.of(asked.dockerfile().orElse("Dockerfile"))));
    List<Reference> tags = new ArrayList<>(List.of(Reference.parse(request.reference())));
    for (String tag : asked.tags()) tags.add(Reference.parse(tag));
    Map<String, Context> contexts = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : asked.additionalContexts().entrySet()) {
      contexts.put(each.getKey(), context(each.getValue()));
    }
    return new BuildSpec(
        Path.of(asked.context()),
        source,
        asked.args(),
        asked.target(),
        contexts,
        tags,
        asked.labels(),
        asked.noCache(),
        asked.pull(),
        Platform.current());
  }

  private static Context context(String text) throws IOException {
    return text.startsWith(IMAGE)
        ? new Context.OfImage(Reference.parse(text.substring(IMAGE.length())))
        : new Context.Directory(Path.of(text));
  }
}
