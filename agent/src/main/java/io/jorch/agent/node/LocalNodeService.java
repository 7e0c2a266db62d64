package io.jorch.agent.node;

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
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// This node's answers, each from the desk that knows.
final class LocalNodeService implements NodeService {
  private final AgentConfig config;
  private final LogDesk logs;
  private final Commands commands;
  private final AttachDesk attach;
  private final CopyDesk copies;
  private final ProcessDesk processes;
  private final StatsDesk stats;
  private final TaskDesk tasks;
  private final ImageDesk images;
  private final VolumeDesk volumes;

  LocalNodeService(
      AgentConfig config,
      Rooms rooms,
      Launch launch,
      Outputs outputs,
      NodeLoop loop,
      LoopThreads threads,
      InstantSource clock) {
    this.config = config;
    TaskTable table = new TaskTable(loop, threads);
    logs = new LogDesk(table, outputs);
    commands = new Commands(rooms, launch, table);
    attach = new AttachDesk(table, outputs);
    copies = new CopyDesk(table);
    processes = new ProcessDesk(table, rooms, clock);
    stats = new StatsDesk(table, rooms, config.node().value(), clock);
    tasks = new TaskDesk(table, rooms);
    images = new ImageDesk(rooms, table);
    volumes = new VolumeDesk(config, rooms.volumes(), table);
  }

  @Override
  public void logs(LogSelection selection, LogQuery query, Consumer<LogLine> sink)
      throws IOException {
    logs.read(selection, query, sink);
  }

  @Override
  public int exec(TaskId task, ExecRequest request, Terminal terminal) throws IOException {
    return commands.exec(task, request, terminal);
  }

  @Override
  public int run(Task task, TaskSpec spec, RunRequest request, Terminal terminal)
      throws IOException {
    return commands.run(task, spec, request, terminal);
  }

  @Override
  public int attach(TaskId task, AttachRequest request, Terminal terminal) throws IOException {
    return attach.attach(task, request, terminal);
  }

  @Override
  public void signal(TaskId task, String signal) throws IOException {
    tasks.signal(task, signal);
  }

  @Override
  public void copyOut(TaskId task, CopySource source, OutputStream tar) throws IOException {
    copies.out(task, source, tar);
  }

  @Override
  public void copyIn(TaskId task, CopyTarget target, InputStream tar) throws IOException {
    copies.in(task, target, tar);
  }

  @Override
  public List<ProcessView> processes(TaskId task) throws IOException {
    return processes.list(task);
  }

  @Override
  public void stats(TaskSelection selection, Consumer<TaskStats> sink) throws IOException {
    stats.follow(selection, sink);
  }

  @Override
  public List<TaskStats> statsNow(TaskSelection selection) throws IOException {
    return stats.now(selection);
  }

  @Override
  public Map<String, Object> inspect(TaskId task, boolean plan) throws IOException {
    return tasks.inspect(task, plan);
  }

  @Override
  public List<ImageView> images() throws IOException {
    return images.list();
  }

  @Override
  public Optional<ImageView> image(String reference) throws IOException {
    return images.find(reference);
  }

  @Override
  public Map<String, Object> inspectImage(String reference) throws IOException {
    return images.inspect(reference);
  }

  @Override
  public void pull(PullRequest request, Consumer<ImageProgress> sink) throws IOException {
    images.pull(request, sink);
  }

  @Override
  public void build(BuildRequest request, Consumer<ImageProgress> sink) throws IOException {
    images.build(request, sink);
  }

  @Override
  public void load(InputStream archive, Consumer<ImageProgress> sink) throws IOException {
    images.load(archive, sink);
  }

  @Override
  public void tag(String reference, String newReference) throws IOException {
    images.tag(reference, newReference);
  }

  @Override
  public List<String> removeImage(String reference, boolean force) throws IOException {
    return images.remove(reference, force);
  }

  @Override
  public List<VolumeView> volumes() throws IOException {
    return volumes.list();
  }

  @Override
  public void removeVolume(VolumeName volume) throws IOException {
    volumes.remove(volume);
  }

  @Override
  public Path stateDirectory() {
    return config.stateDir();
  }
}
