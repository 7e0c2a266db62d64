package io.jorch.core.node;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One node's answers. Every method blocks until it is done or its thread is interrupted; a failure
/// is an [IOException] whose message is a whole sentence for the user.
public interface NodeService {
  /// Sends log lines of the selected tasks, merged by time, to `sink`. Returns at their end; with
  /// `query.follow`, when the sink throws or the thread is interrupted.
  void logs(LogSelection selection, LogQuery query, Consumer<LogLine> sink) throws IOException;

  /// Runs a command in a running container until it ends; gives its exit code.
  int exec(TaskId task, ExecRequest request, Terminal terminal) throws IOException;

  /// Runs a one-off task in the foreground until it ends; gives its exit code.
  int run(Task task, TaskSpec spec, RunRequest request, Terminal terminal) throws IOException;

  /// Joins the main process of a running container until it ends; gives its exit code. When the
  /// caller hangs up, the container goes on.
  int attach(TaskId task, AttachRequest request, Terminal terminal) throws IOException;

  /// Sends a signal to the main process of a running container.
  ///
  /// @param signal name or number as signal(7) has them, such as `SIGTERM`, `HUP` or `9`
  void signal(TaskId task, String signal) throws IOException;

  /// Writes a tar of a file or tree of a running container, volumes and all, as it is seen inside.
  /// Nothing is written when the path is not there.
  void copyOut(TaskId task, CopySource source, OutputStream tar) throws IOException;

  /// Unpacks a tar in a running container. Links never lead out of the container.
  void copyIn(TaskId task, CopyTarget target, InputStream tar) throws IOException;

  /// The processes of a running container, its main process first.
  List<ProcessView> processes(TaskId task) throws IOException;

  /// Sends what each running container that is selected uses, about every second, those that start
  /// meanwhile too, until the sink throws or the thread is interrupted.
  void stats(TaskSelection selection, Consumer<TaskStats> sink) throws IOException;

  /// What each running container that is selected uses, measured over about half a second.
  List<TaskStats> statsNow(TaskSelection selection) throws IOException;

  /// Everything the node knows of a task: pid, namespaces, cgroup, mounts, launch plan.
  Map<String, Object> inspect(TaskId task, boolean plan) throws IOException;

  List<ImageView> images() throws IOException;

  /// The image a reference or id (or an unambiguous start of one) names.
  Optional<ImageView> image(String reference) throws IOException;

  Map<String, Object> inspectImage(String reference) throws IOException;

  void pull(PullRequest request, Consumer<ImageProgress> sink) throws IOException;

  void build(BuildRequest request, Consumer<ImageProgress> sink) throws IOException;

  /// Reads a docker archive or OCI layout tar and stores its images.
  void load(InputStream archive, Consumer<ImageProgress> sink) throws IOException;

  void tag(String reference, String newReference) throws IOException;

  /// Removes a reference, and the image when it was the last; gives what went, line by line.
  List<String> removeImage(String reference, boolean force) throws IOException;

  List<VolumeView> volumes() throws IOException;

  void removeVolume(VolumeName volume) throws IOException;

  /// State directory of the node, for people.
  Path stateDirectory() throws IOException;
}
