package io.jorch.agent.build;

import io.jorch.agent.image.Platform;
import io.jorch.agent.image.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that decides what a build makes. `context` and additional contexts are directories on
/// this node or images; only what the Dockerfile copies is ever read from them. `noCache` runs
/// every step; `pull` asks the registry for base images that are here already.
public record BuildSpec(
    Path context,
    Source dockerfile,
    Map<String, String> args,
    Optional<String> target,
    Map<String, Context> additionalContexts,
    List<Reference> tags,
    Map<String, String> labels,
    boolean noCache,
    boolean pull,
    Platform platform) {

  public BuildSpec {
    args = Map.copyOf(args);
    additionalContexts = Map.copyOf(additionalContexts);
    tags = List.copyOf(tags);
    labels = Map.copyOf(labels);
  }

  /// A build of `<context>/Dockerfile` with nothing else said.
  public static BuildSpec of(Path context) {
    return new BuildSpec(
        context,
        new Source.File(Path.of("Dockerfile")),
        Map.of(),
        Optional.empty(),
        Map.of(),
        List.of(),
        Map.of(),
        false,
        false,
        Platform.current());
  }

  /// Where the Dockerfile comes from.
  public sealed interface Source {
    /// A file, relative paths seen from the context.
    record File(Path path) implements Source {}

    record Inline(String text) implements Source {}
  }

  /// What a name given to `--from` or FROM may stand for besides stages and images.
  public sealed interface Context {
    record Directory(Path path) implements Context {}

    record OfImage(Reference reference) implements Context {}
  }

  public BuildSpec withContext(Path directory) {
    return new BuildSpec(
        directory,
        dockerfile,
        args,
        target,
        additionalContexts,
        tags,
        labels,
        noCache,
        pull,
        platform);
  }

  public BuildSpec withDockerfile(Source source) {
    return new BuildSpec(
        context, source, args, target, additionalContexts, tags, labels, noCache, pull, platform);
  }

  public BuildSpec withArgs(Map<String, String> values) {
    return new BuildSpec(
        context,
        dockerfile,
        values,
        target,
        additionalContexts,
        tags,
        labels,
        noCache,
        pull,
        platform);
  }

  public BuildSpec withTarget(String stage) {
    return new BuildSpec(
        context,
        dockerfile,
        args,
        Optional.of(stage),
        additionalContexts,
        tags,
        labels,
        noCache,
        pull,
        platform);
  }

  public BuildSpec withContexts(Map<String, Context> contexts) {
    return new BuildSpec(
        context, dockerfile, args, target, contexts, tags, labels, noCache, pull, platform);
  }

  public BuildSpec withTags(List<Reference> references) {
    return new BuildSpec(
        context,
        dockerfile,
        args,
        target,
        additionalContexts,
        references,
        labels,
        noCache,
        pull,
        platform);
  }

  public BuildSpec withoutCache() {
    return new BuildSpec(
        context, dockerfile, args, target, additionalContexts, tags, labels, true, pull, platform);
  }
}
