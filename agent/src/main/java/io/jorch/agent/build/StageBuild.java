package io.jorch.agent.build;

import io.jorch.agent.build.BuildEvent.Outcome;
import io.jorch.agent.build.BuildException.Problem;
import io.jorch.agent.build.Dockerfile.Stage;
import io.jorch.agent.build.Instruction.At;
import io.jorch.agent.build.Instruction.Command;
import io.jorch.agent.image.Digest;
import io.jorch.agent.image.Healthcheck;
import io.jorch.agent.image.ImageConfig;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.image.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One stage, instruction by instruction: variables are expanded with what is set so far, then the
/// configuration is changed or a layer added.
final class StageBuild {
  /// What copied files are dated, unless the argument SOURCE_DATE_EPOCH says otherwise: the first
  /// moment that every archive format can hold.
  static final Instant DEFAULT_TIME = Instant.parse("1980-01-01T00:00:00Z");

  private final Shared shared;
  private final Stage stage;
  private final ImageBuilder.Steps steps;
  private final Words words;
  private final Map<String, String> args = new LinkedHashMap<>();
  private ConfigDraft draft;

  /// What all stages of a build have in common.
  record Shared(
      BuildSpec spec,
      Dockerfile dockerfile,
      ImageStore store,
      Workroom room,
      RunStep run,
      Sources sources,
      Arguments arguments,
      BuildEvent.Sink events) {}

  StageBuild(Shared shared, Stage stage, ImageBuilder.Steps steps) {
    this.shared = shared;
    this.stage = stage;
    this.steps = steps;
    this.words = new Words(shared.dockerfile().escape());
    this.draft = new ConfigDraft(shared.spec().platform());
  }

  ConfigDraft build() throws IOException, InterruptedException {
    step(stage.from());
    for (Instruction instruction : stage.steps()) step(instruction);
    return draft;
  }

  private void step(Instruction instruction) throws IOException, InterruptedException {
    At at = instruction.at();
    int step = steps.next();
    shared
        .events()
        .on(new BuildEvent.StepStarted(step, steps.total(), stage.displayName(), at.text()));
    try {
      Outcome outcome = apply(instruction, step);
      shared.events().on(new BuildEvent.StepDone(step, steps.total(), outcome));
    } catch (BuildException e) {
      throw e;
    } catch (IllegalArgumentException | IOException e) {
      throw problem(at, String.valueOf(e.getMessage()), e);
    }
  }

  private Outcome apply(Instruction instruction, int step)
      throws IOException, InterruptedException {
    if (instruction instanceof Instruction.From from) {
      draft = base(from);
      return Outcome.CONFIG;
    }
    Outcome outcome = change(instruction, step);
    String text = instruction.at().text();
    draft.history.add(new ImageConfig.History(Optional.empty(), text, outcome == Outcome.CONFIG));
    return outcome;
  }

  private ConfigDraft base(Instruction.From from) throws IOException {
    String image = words.expand(from.image(), shared.arguments()::global);
    if (image.isEmpty()) {
      throw new IllegalArgumentException("the image name is empty; is its ARG set?");
    }
    Platform platform = shared.spec().platform();
    if (from.platform().isPresent()) {
      platform = Platform.parse(words.expand(from.platform().get(), shared.arguments()::global));
    }
    return shared.sources().base(image, stage.index(), platform);
  }

  private Outcome change(Instruction instruction, int step)
      throws IOException, InterruptedException {
    return switch (instruction) {
      case Instruction.Copy copy ->
          layer(new CopyStep(shared, stage.index()).plan(resolve(copy), draft));
      case Instruction.Run run -> layer(runLayer(run, step));
      case Instruction.Workdir workdir -> workdir(expand(workdir.path()));
      case Instruction.From _ -> throw new IllegalStateException("FROM inside a stage");
      case Instruction.Env env -> config(() -> draft.env.putAll(expandAll(env.values())));
      case Instruction.Label label -> config(() -> draft.labels.putAll(expandAll(label.values())));
      case Instruction.Arg arg -> config(() -> declare(arg));
      case Instruction.User user -> config(() -> draft.user = expand(user.user()));
      case Instruction.Expose expose -> config(() -> expose(expose.ports()));
      case Instruction.Volume v ->
          config(() -> v.paths().forEach(p -> draft.volumes.add(expand(p))));
      case Instruction.StopSignal s ->
          config(() -> draft.stopSignal = Optional.of(StopSignals.check(expand(s.signal()))));
      case Instruction.Entrypoint e -> config(() -> draft.setEntrypoint(arguments(e.command())));
      case Instruction.Cmd cmd -> config(() -> draft.setCmd(arguments(cmd.command())));
      case Instruction.Shell shell -> config(() -> draft.shell = shell.shell());
      case Instruction.Health health ->
          config(() -> draft.healthcheck = Optional.of(health(health)));
    };
  }

  private static Outcome config(Runnable change) {
    change.run();
    return Outcome.CONFIG;
  }

  /// Finds the layer by its key or makes it.
  private Outcome layer(LayerStep step) throws IOException, InterruptedException {
    if (!shared.spec().noCache()) {
      var cached = shared.store().cache().layer(step.key());
      if (cached.isPresent()) {
        draft.diffIds.add(cached.get().diffId());
        return Outcome.CACHED;
      }
    }
    Path tree = shared.room().newDirectory();
    step.work().make(tree, lowerLayers());
    Digest diffId = shared.store().adoptLayer(tree).diffId();
    shared.store().cache().putLayer(step.key(), diffId);
    draft.diffIds.add(diffId);
    return Outcome.BUILT;
  }

  private LayerStep runLayer(Instruction.Run run, int step) {
    Map<String, String> env = new LinkedHashMap<>(args);
    env.putAll(draft.env);
    RunLayer layer =
        new RunLayer(shared, arguments(run.command()), env, draft.user, draft.absolute(""), step);
    return layer.step(List.copyOf(draft.diffIds));
  }

  private Outcome workdir(String path) throws IOException, InterruptedException {
    draft.workdir = draft.absolute(path);
    List<Path> lower = lowerLayers();
    boolean exists = draft.workdir.equals("/");
    if (!lower.isEmpty()) {
      exists |=
          new io.jorch.agent.image.LayeredTree(lower)
              .find(draft.workdir)
              .filter(n -> n.stat().isDirectory())
              .isPresent();
    }
    if (exists) return Outcome.CONFIG;
    Instant time = ImageBuilder.sourceTime(shared.arguments(), shared.dockerfile());
    CacheKey key = CacheKey.of("WORKDIR", draft.diffIds).add(draft.workdir).add(time.toString());
    return layer(
        new LayerStep(
            key.digest(),
            (tree, layers) -> {
              LayerDraft layer = new LayerDraft(tree, layers, time);
              layer.directory(draft.workdir);
              layer.finish();
            }));
  }

  private void declare(Instruction.Arg arg) {
    arg.defaults()
        .forEach(
            (name, value) ->
                shared
                    .arguments()
                    .declare(name, value.map(this::expand))
                    .ifPresent(v -> args.put(name, v)));
  }

  private void expose(List<String> ports) {
    for (String port : ports) {
      for (String each : words.split(expand(port))) draft.exposedPorts.addAll(Ports.expand(each));
    }
  }

  /// All values see the variables as they were before the instruction.
  private Map<String, String> expandAll(Map<String, String> values) {
    Map<String, String> expanded = new LinkedHashMap<>();
    values.forEach((name, value) -> expanded.put(expand(name), expand(value)));
    return expanded;
  }

  private Instruction.Copy resolve(Instruction.Copy copy) {
    List<Instruction.HereDocument> documents = new ArrayList<>();
    for (Instruction.HereDocument d : copy.documents()) {
      String content = d.expand() ? words.expandText(d.content(), this::variable) : d.content();
      documents.add(new Instruction.HereDocument(d.name(), content, false));
    }
    return new Instruction.Copy(
        copy.at(),
        copy.sources().stream().map(this::expand).toList(),
        documents,
        expand(copy.target()),
        copy.from(),
        copy.owner().map(this::expand),
        copy.mode(),
        copy.extract());
  }

  private List<String> arguments(Command command) {
    return switch (command) {
      case Command.ExecForm exec -> exec.arguments();
      case Command.ShellForm shell -> {
        List<String> all = new ArrayList<>(draft.shellOrDefault());
        all.add(shell.script());
        yield all;
      }
    };
  }

  private static Healthcheck health(Instruction.Health health) {
    List<String> test = new ArrayList<>();
    if (health.command().isEmpty()) {
      test.add("NONE");
    } else {
      switch (health.command().get()) {
        case Command.ExecForm exec -> {
          test.add("CMD");
          test.addAll(exec.arguments());
        }
        case Command.ShellForm shell -> test.addAll(List.of("CMD-SHELL", shell.script()));
      }
    }
    Healthcheck t = health.times();
    return new Healthcheck(
        test, t.interval(), t.timeout(), t.startPeriod(), t.startInterval(), t.retries());
  }

  private String expand(String word) {
    return words.expand(word, this::variable);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(draft.env.get(name)).or(() -> Optional.ofNullable(args.get(name)));
  }

  private List<Path> lowerLayers() {
    return shared.store().layerPaths(draft.diffIds);
  }

  private BuildException problem(At at, String message, Exception cause) {
    String text = at.text() + ": " + message;
    return new BuildException(new Problem(shared.dockerfile().file(), at.line(), text), cause);
  }
}
