package io.jorch.agent.node;

import io.jorch.agent.linux.Trees;
import io.jorch.agent.linux.cgroup.Cgroup;
import io.jorch.core.model.TaskId;
import java.io.IOException;
import java.util.Optional;

/// Gives back what a task had on this machine. Every step may be done again, and all of them are
/// tried whatever fails.
record Release(Rooms rooms) {
  /// Oom kills counted by the kernel in the task's group so far.
  long oomKills(TaskId task) throws IOException {
    Optional<Cgroup> group = rooms.cgroups().find(task.value());
    return group.isPresent() ? group.get().oomKills() : 0;
  }

  /// Network, cgroup and run files; log and status stay.
  void run(TaskId task, TaskFiles files, Optional<Running> running) throws IOException {
    Attempts attempts = new Attempts();
    attempts.make(() -> rooms.network().detach(task.value()));
    attempts.make(() -> removeGroup(task));
    if (running.isPresent()) {
      attempts.make(running.get().output()::close);
      attempts.make(running.get().container()::close);
    }
    attempts.make(() -> rooms.runtime().remove(files.container()));
    attempts.make(() -> Trees.delete(files.upper()));
    attempts.make(() -> Trees.delete(files.work()));
    attempts.make(() -> Trees.delete(files.anonymousVolumes()));
    attempts.finish("give back what task " + task.shortForm() + " held");
  }

  private void removeGroup(TaskId task) throws IOException {
    Optional<Cgroup> group = rooms.cgroups().find(task.value());
    if (group.isEmpty()) return;
    group.get().killAll();
    group.get().remove();
  }
}
