package io.jorch.agent.build;

import io.jorch.agent.build.Dockerfile.Stage;
import io.jorch.agent.image.Image;
import io.jorch.agent.image.ImageException;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.image.LayeredTree;
import io.jorch.agent.image.Platform;
import io.jorch.agent.image.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything a Dockerfile can name: the context, additional contexts, stages that are done, and
/// images. Found once each and kept for the build.
final class Sources {
  private final BuildSpec spec;
  private final ImageStore store;
  private final Workroom room;
  private final BaseImages bases;
  private final Dockerfile dockerfile;
  private final Optional<Path> dockerfilePath;
  private final Map<Integer, ConfigDraft> stages = new HashMap<>();
  private final Map<String, CopySource> copySources = new HashMap<>();
  private final Map<String, Image> images = new HashMap<>();

  Sources(
      BuildSpec spec,
      ImageStore store,
      Workroom room,
      BaseImages bases,
      Dockerfile dockerfile,
      Path path) {
    this.spec = spec;
    this.store = store;
    this.room = room;
    this.bases = bases;
    this.dockerfile = dockerfile;
    boolean onDisk = spec.dockerfile() instanceof BuildSpec.Source.File;
    this.dockerfilePath = onDisk ? Optional.of(path) : Optional.empty();
  }

  void stageDone(Stage stage, ConfigDraft result) {
    stages.put(stage.index(), result);
  }

  ConfigDraft result(Stage stage) {
    ConfigDraft draft = stages.get(stage.index());
    if (draft == null) throw new IllegalStateException("stage " + stage.index() + " is not built");
    return draft;
  }

  /// What a stage starts from: an additional context or stage of that name, nothing, or an image.
  ConfigDraft base(String name, int stageIndex, Platform platform) throws IOException {
    Optional<BuildSpec.Context> context = context(name);
    if (context.isPresent()) {
      return switch (context.get()) {
        case BuildSpec.Context.OfImage image -> base(image(image.reference(), platform));
        case BuildSpec.Context.Directory _ ->
            throw new IllegalArgumentException(
                "context '" + name + "' is a directory; FROM needs an image");
      };
    }
    Optional<Stage> stage = dockerfile.stage(name, stageIndex);
    if (stage.isPresent()) return ConfigDraft.from(result(stage.get()).config(Optional.empty()));
    if (name.equals("scratch")) return new ConfigDraft(platform);
    return base(image(Reference.parse(name), platform));
  }

  /// What `--from` names, or the context when it is empty.
  CopySource copySource(Optional<String> from, int stageIndex) throws IOException {
    String name = from.orElse("");
    CopySource known = copySources.get(name);
    if (known != null) return known;
    CopySource made = from.isEmpty() ? context() : named(name, stageIndex);
    copySources.put(name, made);
    return made;
  }

  private Optional<BuildSpec.Context> context(String name) {
    return Optional.ofNullable(spec.additionalContexts().get(name));
  }

  private CopySource context() throws IOException {
    return directory("the build context " + spec.context(), spec.context(), dockerfilePath);
  }

  private CopySource named(String name, int stageIndex) throws IOException {
    Optional<BuildSpec.Context> context = context(name);
    if (context.isPresent()) {
      return switch (context.get()) {
        case BuildSpec.Context.Directory directory ->
            directory(
                "context '" + name + "' (" + directory.path() + ")",
                directory.path(),
                Optional.empty());
        case BuildSpec.Context.OfImage image ->
            tree("image " + image.reference().familiar(), image(image.reference()).layers());
      };
    }
    Optional<Stage> stage = dockerfile.stage(name, stageIndex);
    if (stage.isPresent()) {
      List<Path> layers = store.layerPaths(result(stage.get()).diffIds);
      return tree("stage '" + name + "'", layers);
    }
    Image image = image(Reference.parse(name));
    return tree("image " + name, image.layers());
  }

  private static CopySource directory(String name, Path path, Optional<Path> dockerfile)
      throws IOException {
    try {
      LayeredTree tree = new LayeredTree(List.of(path.toRealPath()));
      if (!Files.isDirectory(path)) {
        throw new IllegalArgumentException(name + " is not a directory");
      }
      return new CopySource(name, tree, IgnoreFile.of(tree, dockerfile), false);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(name + " does not exist", e);
    }
  }

  private CopySource tree(String name, List<Path> layers) throws IOException {
    List<Path> some = layers.isEmpty() ? List.of(room.newDirectory()) : layers;
    return new CopySource(name, new LayeredTree(some), IgnoreFile.NONE, true);
  }

  private static ConfigDraft base(Image image) {
    if (!image.config().onBuild().isEmpty()) {
      throw new IllegalArgumentException(
          "image "
              + image.displayName()
              + " has ONBUILD instructions, which are not supported; write them out here");
    }
    return ConfigDraft.from(image.config());
  }

  private Image image(Reference reference) throws IOException {
    return image(reference, spec.platform());
  }

  private Image image(Reference reference, Platform platform) throws IOException {
    String key = reference + " " + platform;
    Image known = images.get(key);
    if (known != null) return known;
    Image found =
        bases
            .find(reference, platform, spec.pull())
            .orElseThrow(
                () ->
                    new ImageException(
                        "image '"
                            + reference.familiar()
                            + "' is neither on this node nor could it be pulled; build, load or"
                            + " pull it first"));
    images.put(key, found);
    return found;
  }
}
