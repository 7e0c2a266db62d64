package io.jorch.manager.stream;

import io.jorch.core.api.AttachRequest;
import io.jorch.core.api.BuildRequest;
import io.jorch.core.api.CopySource;
import io.jorch.core.api.CopyTarget;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.ImageProgress;
import io.jorch.core.api.ImageView;
import io.jorch.core.api.LogLine;
import io.jorch.core.api.ProcessView;
import io.jorch.core.api.PullRequest;
import io.jorch.core.api.RunRequest;
import io.jorch.core.api.TaskStats;
import io.jorch.core.api.VolumeView;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.LogSelection;
import io.jorch.core.node.NodeService;
import io.jorch.core.node.TaskSelection;
import io.jorch.core.node.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// A node in the same process, which answers what the test says and writes down what it was asked.
public final class FarNode implements NodeService {
  public final List<String> asked = new CopyOnWriteArrayList<>();
  public final List<LogQuery> queries = new CopyOnWriteArrayList<>();

  /// What its log holds, in order.
  public final List<LogLine> lines = new CopyOnWriteArrayList<>();

  /// What is written while someone follows; an empty one breaks the stream off.
  public final BlockingQueue<Optional<LogLine>> coming = new LinkedBlockingQueue<>();

  /// One permit for each reader of logs that has gone.
  public final Semaphore letGo = new Semaphore(0);

  public final Set<String> volumes = new ConcurrentSkipListSet<>();
  private final String name;

  /// Why everything fails, if so.
  public volatile Optional<String> trouble = Optional.empty();

  /// Whether it is connected, but does not say a word.
  public volatile boolean frozen;

  public FarNode(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  private void ask(String what) throws IOException {
    asked.add(what);
    if (trouble.isPresent()) throw new IOException(trouble.get());
    if (!frozen) return;
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void logs(LogSelection selection, LogQuery query, Consumer<LogLine> sink)
      throws IOException {
    queries.add(query);
    ask("logs " + selection.task().map(TaskId::value).orElse("all"));
    lines.forEach(sink);
    try {
      while (query.follow()) {
        Optional<LogLine> next = coming.take();
        if (next.isEmpty()) throw new IOException("the link is gone");
        sink.accept(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      letGo.release();
    }
  }

  @Override
  public int exec(TaskId task, ExecRequest request, Terminal terminal) throws IOException {
    ask("exec " + task);
    return 3;
  }

  @Override
  public int attach(TaskId task, AttachRequest request, Terminal terminal) throws IOException {
    ask("attach " + task);
    return 4;
  }

  @Override
  public void signal(TaskId task, String signal) throws IOException {
    ask("signal " + task + " " + signal);
  }

  @Override
  public void copyOut(TaskId task, CopySource source, OutputStream tar) throws IOException {
    ask("copyOut " + task + " " + source.path());
    tar.write(name.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void copyIn(TaskId task, CopyTarget target, InputStream tar) throws IOException {
    ask("copyIn " + task + " " + new String(tar.readAllBytes(), StandardCharsets.UTF_8));
  }

  @Override
  public List<ProcessView> processes(TaskId task) throws IOException {
    ask("processes " + task);
    return List.of(new ProcessView(1, 100, 0, name, "S", 0, 0, 0, Instant.EPOCH, "x"));
  }

  @Override
  public void stats(TaskSelection selection, Consumer<TaskStats> sink) throws IOException {
    ask("stats");
    sink.accept(figures());
  }

  @Override
  public List<TaskStats> statsNow(TaskSelection selection) throws IOException {
    ask("statsNow");
    return List.of(figures());
  }

  private TaskStats figures() {
    return new TaskStats(name, name, "shop", "web", 1, "?", Instant.EPOCH, 1, 1, 1, 1, 1, 1, 1, 1);
  }

  @Override
  public int run(Task task, TaskSpec spec, RunRequest request, Terminal terminal)
      throws IOException {
    ask("run " + task.name() + " on " + task.node().map(Object::toString).orElse("none"));
    return 5;
  }

  @Override
  public Map<String, Object> inspect(TaskId task, boolean plan) throws IOException {
    ask("inspect " + task);
    return Map.of("seenBy", name);
  }

  @Override
  public List<ImageView> images() {
    return List.of();
  }

  @Override
  public Optional<ImageView> image(String reference) {
    return Optional.of(
        new ImageView(
            "sha256:" + "0".repeat(64),
            List.of(reference),
            Instant.EPOCH,
            1,
            "amd64",
            List.of("run")));
  }

  @Override
  public Map<String, Object> inspectImage(String reference) {
    return Map.of();
  }

  @Override
  public void pull(PullRequest request, Consumer<ImageProgress> sink) {}

  @Override
  public void build(BuildRequest request, Consumer<ImageProgress> sink) {}

  @Override
  public void load(InputStream archive, Consumer<ImageProgress> sink) {}

  @Override
  public void tag(String reference, String newReference) {}

  @Override
  public List<String> removeImage(String reference, boolean force) {
    return List.of();
  }

  @Override
  public List<VolumeView> volumes() throws IOException {
    ask("volumes");
    return volumes.stream()
        .map(
            volume ->
                new VolumeView(volume, "shop", "?", "/data", Instant.EPOCH, Map.of(), List.of()))
        .toList();
  }

  @Override
  public void removeVolume(VolumeName volume) throws IOException {
    ask("removeVolume " + volume);
    if (!volumes.remove(volume.value())) throw new IOException("there is no volume " + volume);
  }

  @Override
  public Path stateDirectory() {
    return Path.of("/nowhere");
  }
}
