package io.jorch.agent.build;

import io.jorch.agent.build.BuildException.Problem;
import io.jorch.agent.build.Dockerfile.Stage;
import io.jorch.agent.image.Compression;
import io.jorch.agent.image.Image;
import io.jorch.agent.image.ImageConfig;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.image.LayerUnpacker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Builds images. One builder serves many builds, at the same time too.
public final class ImageBuilder {
  private final ImageStore store;
  private final BaseImages bases;
  private final RunStep run;

  public ImageBuilder(ImageStore store, BaseImages bases, RunStep run) {
    this.store = store;
    this.bases = bases;
    this.run = run;
  }

  /// Builds, names and gives the image. The same input gives the same image id. Problems of the
  /// Dockerfile come as one [BuildException] naming file and line.
  public Image build(BuildSpec spec, BuildEvent.Sink events)
      throws IOException, InterruptedException {
    Path file = dockerfilePath(spec);
    String name = dockerfileName(spec);
    Dockerfile dockerfile = Dockerfile.parse(name, dockerfileText(spec, file, name));
    List<Stage> stages = Stages.needed(dockerfile, spec.target(), spec.additionalContexts());
    Arguments arguments = new Arguments(spec.args(), spec.platform());
    declareGlobals(dockerfile, arguments);
    try (var _ = store.lease();
        Workroom room = new Workroom(store.scratch())) {
      Sources sources = new Sources(spec, store, room, bases, dockerfile, file);
      StageBuild.Shared shared =
          new StageBuild.Shared(spec, dockerfile, store, room, run, sources, arguments, events);
      Steps steps = new Steps(stages);
      for (Stage stage : stages) {
        sources.stageDone(stage, new StageBuild(shared, stage, steps).build());
      }
      warnOfUnused(arguments, events);
      ConfigDraft last = sources.result(stages.getLast());
      last.labels.putAll(spec.labels());
      return store.create(stamped(last, arguments, dockerfile), spec.tags());
    }
  }

  /// As [#build], with a tar of the context (compressed or not) in place of the directory that
  /// `spec` names.
  public Image build(BuildSpec spec, InputStream context, BuildEvent.Sink events)
      throws IOException, InterruptedException {
    try (Workroom room = new Workroom(store.scratch());
        InputStream tar = Compression.expand(context)) {
      Path directory = room.newDirectory();
      LayerUnpacker.unpack(tar, directory, LayerUnpacker.Whiteouts.REFUSE, Instant.now());
      return build(spec.withContext(directory), events);
    }
  }

  /// The number of the current step, over all needed stages.
  static final class Steps {
    private final int total;
    private int current;

    Steps(List<Stage> stages) {
      total = stages.stream().mapToInt(s -> s.steps().size() + 1).sum();
    }

    int next() {
      return ++current;
    }

    int total() {
      return total;
    }
  }

  /// Equal content keeps the time it was first made at, so that it stays the same image.
  private ImageConfig stamped(ConfigDraft draft, Arguments arguments, Dockerfile file)
      throws IOException {
    CacheKey key = CacheKey.of("IMAGE", draft.diffIds);
    key.add(draft.config(Optional.empty()).toString());
    if (arguments.sourceDateEpoch().isPresent()) {
      return draft.config(Optional.of(sourceTime(arguments, file)));
    }
    var digest = key.digest();
    Optional<Instant> known = store.cache().time(digest);
    Instant created = known.orElse(Instant.now());
    if (known.isEmpty()) store.cache().putTime(digest, created);
    return draft.config(Optional.of(created));
  }

  /// The time that copied files get.
  static Instant sourceTime(Arguments arguments, Dockerfile file) throws BuildException {
    Optional<String> text = arguments.sourceDateEpoch();
    if (text.isEmpty()) return StageBuild.DEFAULT_TIME;
    if (text.get().matches("[0-9]{1,10}")) return Instant.ofEpochSecond(Long.parseLong(text.get()));
    throw new BuildException(
        List.of(new Problem(file.file(), 0, "SOURCE_DATE_EPOCH is no number of seconds")));
  }

  private static void declareGlobals(Dockerfile file, Arguments arguments) throws BuildException {
    Words words = new Words(file.escape());
    for (Instruction.Arg arg : file.globals()) {
      for (Map.Entry<String, Optional<String>> each : arg.defaults().entrySet()) {
        try {
          arguments.declareGlobal(
              each.getKey(), each.getValue().map(v -> words.expand(v, arguments::global)));
        } catch (IllegalArgumentException e) {
          String message = arg.at().text() + ": " + e.getMessage();
          throw new BuildException(new Problem(file.file(), arg.at().line(), message), e);
        }
      }
    }
  }

  private static void warnOfUnused(Arguments arguments, BuildEvent.Sink events) {
    if (arguments.unused().isEmpty()) return;
    String names = String.join(", ", arguments.unused());
    events.on(new BuildEvent.Warning("build arguments that no ARG asks for: " + names));
  }

  private static Path dockerfilePath(BuildSpec spec) {
    return switch (spec.dockerfile()) {
      case BuildSpec.Source.File file -> spec.context().resolve(file.path());
      case BuildSpec.Source.Inline _ -> spec.context().resolve("Dockerfile");
    };
  }

  private static String dockerfileName(BuildSpec spec) {
    return switch (spec.dockerfile()) {
      case BuildSpec.Source.File file -> file.path().toString();
      case BuildSpec.Source.Inline _ -> "dockerfile_inline";
    };
  }

  private static String dockerfileText(BuildSpec spec, Path file, String name) throws IOException {
    if (spec.dockerfile() instanceof BuildSpec.Source.Inline inline) return inline.text();
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      String message = "no such file in the build context " + spec.context();
      throw new BuildException(new Problem(name, 0, message), e);
    }
  }
}
