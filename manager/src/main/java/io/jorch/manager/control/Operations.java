package io.jorch.manager.control;

import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.DaemonInfo;
import io.jorch.core.api.Event;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.LogLine;
import io.jorch.core.api.NetworkView;
import io.jorch.core.api.Progress;
import io.jorch.core.api.RunRequest;
import io.jorch.core.api.StackView;
import io.jorch.core.api.TaskView;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.NodeService;
import io.jorch.core.node.Terminal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  int run(StackName stack, RunRequest request, Terminal terminal) throws IOException;

  TaskId runDetached(StackName stack, RunRequest request) throws IOException;

  List<NetworkView> networks() throws IOException;

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

  /// Which events are wanted; without `follow`, only past ones.
  record EventQuery(
      Optional<String> stack, Optional<Instant> since, Optional<Instant> until, boolean follow) {}
}
