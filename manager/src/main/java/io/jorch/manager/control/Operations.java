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
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.VolumeName;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.NodeService;
import io.jorch.core.node.Terminal;
import io.jorch.manager.store.NodeRecord.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// What users may ask of a manager. Calls block and are meant for virtual threads. What users did
/// wrong is thrown as [RequestException]; streams end when their sink throws.
public interface Operations {
  DaemonInfo info() throws IOException;

  List<StackView> stacks() throws IOException;

  StackView stack(StackName name) throws IOException;

  StackRevision revision(StackName name) throws IOException;

  /// Makes a stack become what the request says; durable when this returns.
  ApplyResult apply(StackName name, ApplyRequest request) throws IOException;

  ApplyResult scale(StackName name, Map<ServiceName, Integer> replicas) throws IOException;

  /// Changes all services when `services` is empty.
  ApplyResult act(StackName name, Action action, Set<ServiceName> services) throws IOException;

  /// Changes services without a file.
  ApplyResult update(StackName name, ServiceUpdate update) throws IOException;

  /// Makes an earlier revision's specification the next one: of `to`, or of the latest revision
  /// that had converged and says something else.
  ApplyResult rollback(StackName name, OptionalLong to) throws IOException;

  /// The revisions that are kept, the latest first.
  List<RevisionView> history(StackName name) throws IOException;

  /// What differs between two revisions: by default the one before the current one, and that.
  DiffView diff(StackName name, OptionalLong from, OptionalLong to) throws IOException;

  /// Asks for the stack to go.
  ApplyResult remove(StackName name, boolean volumes) throws IOException;

  /// Sends how far the stack is, now and at each change, until a verdict other than converging.
  /// `services` are those whose state decides, all when empty.
  void progress(StackName name, long revision, Set<ServiceName> services, Consumer<Progress> sink)
      throws IOException;

  List<TaskView> tasks(TaskQuery query) throws IOException;

  Map<String, Object> inspect(String reference, Optional<String> type, boolean plan)
      throws IOException;

  void logs(LogRequest request, LogQuery query, Consumer<LogLine> sink) throws IOException;

  void events(EventQuery query, Consumer<Event> sink) throws IOException;

  int exec(String task, ExecRequest request, Terminal terminal) throws IOException;

  /// Joins a container's main process until it ends or the caller hangs up; gives its exit code.
  int attach(String task, AttachRequest request, Terminal terminal) throws IOException;

  /// Sends a signal, by name or number, to a container's main process.
  void signal(String task, String signal) throws IOException;

  /// Writes a tar of what is at a path in a container.
  void copyOut(String task, CopySource source, OutputStream tar) throws IOException;

  /// Unpacks a tar in a container.
  void copyIn(String task, CopyTarget target, InputStream tar) throws IOException;

  List<ProcessView> processes(String task) throws IOException;

  /// Sends what running containers use: once for each, or with `follow` about every second, those
  /// that start meanwhile too.
  void stats(StatsQuery query, Consumer<TaskStats> sink) throws IOException;

  /// Volumes of all nodes that can be reached.
  List<VolumeView> volumes() throws IOException;

  /// Removes a volume on the node that has it.
  ///
  /// @param node the node to remove it from, by name or id; empty where there is but one
  void removeVolume(VolumeName volume, Optional<String> node) throws IOException;

  int run(StackName stack, RunRequest request, Terminal terminal) throws IOException;

  TaskId runDetached(StackName stack, RunRequest request) throws IOException;

  List<NetworkView> networks() throws IOException;

  List<NodeView> nodes() throws IOException;

  /// One node by its id, the start of that, or its host name.
  NodeView nodeView(String reference) throws IOException;

  /// Durable when this returns; what follows from it takes its time.
  NodeView setAvailability(String reference, Availability availability) throws IOException;

  NodeView setLabels(String reference, Map<String, String> add, Set<String> remove)
      throws IOException;

  /// Sends what is left on a drained node, now and at each change, until nothing moves any more.
  void drained(String reference, Consumer<DrainProgress> sink) throws IOException;

  /// The node whose images and volumes a request means.
  NodeService node() throws IOException;

  /// Ends the daemon; containers go on running.
  void shutDown() throws IOException;

  /// An operation on running services.
  enum Action {
    RESTART,
    STOP,
    START
  }

  /// Which tasks a listing shows; `all` includes ended ones.
  record TaskQuery(Optional<String> stack, Set<String> services, boolean all) {}

  /// Whose log lines are wanted, as users name them: of one task, or of a stack's services (all
  /// when empty).
  record LogRequest(Optional<String> stack, Set<String> services, Optional<String> task) {}

  /// Whose use of the machine is wanted: of a stack, of some of its services, or of some tasks as
  /// users name them; of all when everything is empty.
  record StatsQuery(
      Optional<String> stack, Set<String> services, Set<String> tasks, boolean follow) {}

  /// Which events are wanted; without `follow`, only past ones.
  record EventQuery(
      Optional<String> stack, Optional<Instant> since, Optional<Instant> until, boolean follow) {}
}
