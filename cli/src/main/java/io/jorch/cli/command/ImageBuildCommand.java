package io.jorch.cli.command;

import io.jorch.cli.stack.ImageDisplay;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.BuildRequest;
import io.jorch.core.model.BuildSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ImageBuildCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("CONTEXT", "directory whose files the build may use", "1")
        .values("REFERENCE", "name of the image; may be repeated", "-t", "--tag")
        .value("FILE", "Dockerfile, CONTEXT/Dockerfile otherwise", "-f", "--file")
        .values("KEY=VALUE", "set an argument of the build", "--build-arg")
        .values("NAME=DIR", "another context, for COPY --from=NAME", "--build-context")
        .values("KEY=VALUE", "label of the image", "--label")
        .value("STAGE", "end with this stage", "--target")
        .flag("do not use what was built before", "--no-cache")
        .flag("fetch newer base images", "--pull");
  }

  @Override
  public int run(Invocation call) {
    List<String> tags = call.texts("--tag");
    if (tags.isEmpty()) throw Failed.usage("the image to build has no name: give one with --tag");
    ImageDisplay display = new ImageDisplay(call.console());
    BuildRequest request = new BuildRequest(tags.getFirst(), spec(call, tags));
    display.follow(tags.getFirst(), sink -> call.images().build(request, sink));
    display.end();
    return 0;
  }

  private static BuildSpec spec(Invocation call, List<String> tags) {
    Path context = call.directory().resolve(call.arguments().getFirst()).normalize();
    if (!Files.isDirectory(context))
      throw new Failed("cannot build from '" + context + "': it is not a directory");
    return new BuildSpec(
        context.toString(),
        call.text("--file").map(file -> call.directory().resolve(file).normalize().toString()),
        Optional.empty(),
        Pairs.variables(call.texts("--build-arg"), call.environment()),
        call.text("--target"),
        contexts(call),
        Pairs.variables(call.texts("--label"), Map.of()),
        tags.subList(1, tags.size()),
        call.has("--no-cache"),
        call.has("--pull"));
  }

  private static Map<String, String> contexts(Invocation call) {
    Map<String, String> result = new LinkedHashMap<>();
    Pairs.variables(call.texts("--build-context"), Map.of())
        .forEach((name, place) -> result.put(name, place(call, place)));
    return result;
  }

  private static String place(Invocation call, String place) {
    if (place.startsWith("docker-image://")) return place;
    return call.directory().resolve(place).normalize().toString();
  }
}
