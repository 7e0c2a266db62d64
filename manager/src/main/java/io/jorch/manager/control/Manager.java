package io.jorch.manager.control;

import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.AttachRequest;
import io.jorch.core.api.CopySource;
import io.jorch.core.api.CopyTarget;
import io.jorch.core.api.DaemonInfo;
import io.jorch.core.api.DiffView;
import io.jorch.core.api.DrainProgress;
import io.jorch.core.api.Event;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.LogLine;
import io.jorch.core.api.NetworkView;
import io.jorch.core.api.NodeView;
import io.jorch.core.api.ProcessView;
import io.jorch.core.api.Progress;
import io.jorch.core.api.RevisionView;
import io.jorch.core.api.RunRequest;
import io.jorch.core.api.ServiceUpdate;
import io.jorch.core.api.StackView;
import io.jorch.core.api.TaskStats;
import io.jorch.core.api.TaskView;
import io.jorch.core.api.VolumeView;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.VolumeName;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.NodeService;
import io.jorch.core.node.Terminal;
import io.jorch.manager.store.NodeRecord.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// What users may ask, each handed to the part of the room that does it.
public final class Manager implements Operations {
  private final ControlRoom room;

  Manager(ControlRoom room) {
    this.room = room;
  }

  @Override
  public DaemonInfo info() throws IOException {
    return room.info().of(room.loop().picture(), room.stacks().current().size(), node());
  }

  @Override
  public List<StackView> stacks() {
    return room.listings().stacks();
  }

  @Override
  public StackView stack(StackName name) throws RequestException {
    return room.listings().stack(name);
  }

  @Override
  public StackRevision revision(StackName name) throws RequestException {
    return room.stacks().find(name).orElseThrow(() -> room.stacks().missing(name));
  }

  @Override
  public ApplyResult apply(StackName name, ApplyRequest request) throws IOException {
    if (!name.equals(request.spec().name())) {
      throw RequestException.invalid(
          "the request is for stack " + name + " but describes " + request.spec().name());
    }
    return room.changes().apply(request, node());
  }

  @Override
  public ApplyResult scale(StackName name, Map<ServiceName, Integer> replicas) throws IOException {
    return room.changes().scale(name, replicas);
  }

  @Override
  public ApplyResult act(StackName name, Action action, Set<ServiceName> services)
      throws IOException {
    return room.changes().act(name, action, services);
  }

  @Override
  public ApplyResult update(StackName name, ServiceUpdate update) throws IOException {
    return room.changes().update(name, update, node());
  }

  @Override
  public ApplyResult rollback(StackName name, OptionalLong to) throws IOException {
    return room.changes().rollback(name, to);
  }

  @Override
  public List<RevisionView> history(StackName name) throws RequestException {
    return room.histories().of(name);
  }

  @Override
  public DiffView diff(StackName name, OptionalLong from, OptionalLong to) throws RequestException {
    return room.histories().diff(name, from, to);
  }

  @Override
  public ApplyResult remove(StackName name, boolean volumes) throws IOException {
    return room.changes().remove(name, volumes);
  }

  @Override
  public void progress(
      StackName name, long revision, Set<ServiceName> services, Consumer<Progress> sink) {
    room.progresses().follow(name, revision, services, sink);
  }

  @Override
  public List<TaskView> tasks(TaskQuery query) throws RequestException {
    return room.listings().tasks(query);
  }

  @Override
  public Map<String, Object> inspect(String reference, Optional<String> type, boolean plan)
      throws IOException {
    return room.inspection().of(reference, type, plan);
  }

  @Override
  public void logs(LogRequest request, LogQuery query, Consumer<LogLine> sink) throws IOException {
    room.logs().send(request, query, sink);
  }

  @Override
  public void events(EventQuery query, Consumer<Event> sink) {
    room.events().read(query, sink);
  }

  @Override
  public int exec(String task, ExecRequest request, Terminal terminal) throws IOException {
    Task found = find(task);
    return room.reach().task(found).exec(found.id(), request, terminal);
  }

  @Override
  public int attach(String task, AttachRequest request, Terminal terminal) throws IOException {
    Task found = find(task);
    return room.reach().task(found).attach(found.id(), request, terminal);
  }

  @Override
  public void signal(String task, String signal) throws IOException {
    Task found = find(task);
    room.reach().task(found).signal(found.id(), signal);
  }

  @Override
  public void copyOut(String task, CopySource source, OutputStream tar) throws IOException {
    Task found = find(task);
    room.reach().task(found).copyOut(found.id(), source, tar);
  }

  @Override
  public void copyIn(String task, CopyTarget target, InputStream tar) throws IOException {
    Task found = find(task);
    room.reach().task(found).copyIn(found.id(), target, tar);
  }

  @Override
  public List<ProcessView> processes(String task) throws IOException {
    Task found = find(task);
    return room.reach().task(found).processes(found.id());
  }

  private Task find(String task) throws RequestException {
    return room.listings().find(task, Optional.empty());
  }

  @Override
  public void stats(StatsQuery query, Consumer<TaskStats> sink) throws IOException {
    room.stats().send(query, sink);
  }

  @Override
  public List<VolumeView> volumes() throws IOException {
    return room.volumes().list();
  }

  @Override
  public void removeVolume(VolumeName volume, Optional<String> node) throws IOException {
    Optional<NodeId> on =
        node.isPresent() ? Optional.of(room.nodes().find(node.get()).id()) : Optional.empty();
    room.volumes().remove(volume, on);
  }

  @Override
  public int run(StackName stack, RunRequest request, Terminal terminal) throws IOException {
    return room.oneOffs().run(stack, request, terminal);
  }

  @Override
  public TaskId runDetached(StackName stack, RunRequest request) throws IOException {
    return room.oneOffs().start(stack, request);
  }

  @Override
  public List<NetworkView> networks() {
    return room.listings().networks();
  }

  @Override
  public List<NodeView> nodes() {
    return room.nodes().all();
  }

  @Override
  public NodeView nodeView(String reference) throws RequestException {
    return room.nodes().one(reference);
  }

  @Override
  public NodeView setAvailability(String reference, Availability availability) throws IOException {
    return room.nodes().availability(reference, availability);
  }

  @Override
  public NodeView setLabels(String reference, Map<String, String> add, Set<String> remove)
      throws IOException {
    return room.nodes().labels(reference, add, remove);
  }

  @Override
  public void drained(String reference, Consumer<DrainProgress> sink) throws RequestException {
    room.nodes().drained(reference, sink);
  }

  @Override
  public NodeService node() throws RequestException {
    return room.node()
        .get()
        .orElseThrow(
            () -> RequestException.conflict("no node has joined yet; try again in a moment"));
  }

  @Override
  public void shutDown() {
    room.shutDown().run();
  }
}
