package io.jorch.agent.node;

import io.jorch.agent.build.BaseImages;
import io.jorch.agent.build.BuildSpec;
import io.jorch.agent.build.ImageBuilder;
import io.jorch.agent.build.RunStep;
import io.jorch.agent.image.Credentials;
import io.jorch.agent.image.Digest;
import io.jorch.agent.image.DockerConfig;
import io.jorch.agent.image.Image;
import io.jorch.agent.image.ImageConfig;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.image.Platform;
import io.jorch.agent.image.Progress;
import io.jorch.agent.image.Reference;
import io.jorch.agent.image.Registries;
import io.jorch.core.api.BuildRequest;
import io.jorch.core.api.ImageProgress;
import io.jorch.core.api.ImageView;
import io.jorch.core.api.PullRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Images of this node, for people.
final class ImageDesk {
  private static final String INSECURE = "JORCH_INSECURE_REGISTRIES";
  private final ImageStore store;
  private final RunStep runs;
  private final TaskTable table;

  ImageDesk(Rooms rooms, TaskTable table) {
    this.store = rooms.images();
    this.runs = rooms.buildRuns();
    this.table = table;
  }

  List<ImageView> list() throws IOException {
    return store.list().stream().map(ImageDesk::view).toList();
  }

  Optional<ImageView> find(String reference) throws IOException {
    return store.resolve(reference).map(ImageDesk::view);
  }

  private static ImageView view(Image image) {
    ImageConfig config = image.config();
    return new ImageView(
        image.id().toString(),
        image.references().stream()
            .filter(name -> name.tag().isPresent())
            .map(Reference::familiar)
            .toList(),
        image.created(),
        image.size(),
        config.platform().architecture(),
        Stream.concat(config.entrypoint().stream(), config.cmd().stream()).toList());
  }

  Map<String, Object> inspect(String reference) throws IOException {
    Image image = existing(reference);
    ImageConfig config = image.config();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", image.id().toString());
    facts.put("manifest", image.manifest().toString());
    facts.put("references", image.references().stream().map(Reference::familiar).toList());
    facts.put("createdAt", image.created());
    facts.put("size", image.size());
    facts.put("platform", config.platform().toString());
    facts.put("env", config.env());
    facts.put("entrypoint", config.entrypoint());
    facts.put("cmd", config.cmd());
    facts.put("user", config.user());
    facts.put("workingDir", config.workdir());
    facts.put("exposedPorts", config.exposedPorts());
    facts.put("volumes", config.volumes());
    facts.put("labels", config.labels());
    facts.put("stopSignal", config.stopSignal());
    facts.put("healthcheck", config.healthcheck().map(check -> check.test()));
    facts.put("layers", config.diffIds().stream().map(Digest::toString).toList());
    facts.put("history", config.history().stream().map(ImageConfig.History::createdBy).toList());
    return facts;
  }

  private Image existing(String reference) throws IOException {
    return store
        .resolve(reference)
        .orElseThrow(
            () ->
                new IOException(
                    "image " + reference + " is not here; `jorch image ls` lists what is"));
  }

  void pull(PullRequest request, Consumer<ImageProgress> sink) throws IOException {
    String name = request.reference();
    Optional<Credentials> login = request.credentials().map(ImageDesk::credentials);
    try {
      Image image =
          registries().pull(Reference.parse(name), Platform.current(), login, Steps.of(name, sink));
      sink.accept(ImageProgress.done(name, image.id().toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("pull of " + name + " was given up", e);
    }
  }

  private Registries registries() throws IOException {
    Set<String> insecure = new LinkedHashSet<>();
    String configured = System.getenv(INSECURE);
    if (configured != null) insecure.addAll(List.of(configured.split("[, ]+", -1)));
    return new Registries(store, insecure, DockerConfig.ofUser());
  }

  private static Credentials credentials(String text) {
    int colon = text.indexOf(':');
    return new Credentials(
        colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
  }

  void build(BuildRequest request, Consumer<ImageProgress> sink) throws IOException {
    String name = request.reference();
    ImageBuilder builder = new ImageBuilder(store, bases(sink), runs);
    try {
      BuildSpec spec = BuildSpecs.of(request);
      Image image = builder.build(spec, event -> sink.accept(Steps.of(name, event)));
      sink.accept(ImageProgress.done(name, image.id().toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("build of " + name + " was given up", e);
    }
  }

  /// A base image that is not here is fetched, like everywhere.
  private BaseImages bases(Consumer<ImageProgress> sink) {
    return (reference, platform, refresh) -> {
      Optional<Image> here = store.resolve(reference);
      if (here.isPresent() && !refresh) return here;
      try {
        Progress progress = Steps.of(reference.familiar(), sink);
        return Optional.of(registries().pull(reference, platform, Optional.empty(), progress));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("pull of " + reference.familiar() + " was given up", e);
      }
    };
  }

  void load(InputStream archive, Consumer<ImageProgress> sink) throws IOException {
    store.load(archive, Steps.of("archive", sink));
    sink.accept(ImageProgress.done("", ""));
  }

  void tag(String reference, String name) throws IOException {
    store.tag(existing(reference).id(), Reference.parse(name));
  }

  List<String> remove(String reference, boolean force) throws IOException {
    Image image = existing(reference);
    Map<Digest, String> used = inUse();
    String user = used.get(image.id());
    if (user != null && !force) {
      throw new IOException(
          "remove image "
              + reference
              + ": container "
              + user
              + " is made of it; remove that first, or use --force to take its name away");
    }
    ImageStore.Removed removed = store.remove(reference, used.keySet());
    List<String> lines = new ArrayList<>();
    removed.untagged().forEach(each -> lines.add("untagged: " + each.familiar()));
    removed.deleted().forEach(each -> lines.add("deleted: " + each));
    return lines;
  }

  private Map<Digest, String> inUse() throws IOException {
    Map<Digest, String> used = new LinkedHashMap<>();
    for (TaskTable.Row row : table.rows()) {
      if (row.status().state().ended()) continue;
      Optional<Image> image = store.resolve(row.spec().imageId().orElse(row.spec().image()));
      image.ifPresent(each -> used.put(each.id(), row.task().name()));
    }
    return used;
  }
}
