package io.jorch.agent.step;

/// The single next thing to do for a task on this node.
public sealed interface Step {
  /// Make ready its image, volumes and networks, then start its container.
  record Launch() implements Step {}

  /// Take it out of names and ports, then send its stop signal.
  record Stop() implements Step {}

  /// Its grace period is over: kill what is left of it.
  record Kill() implements Step {}

  /// Its process has ended: give back network, cgroup and run files; keep logs and status.
  record Release() implements Step {}

  /// It was never started and is not wanted any more.
  record Cancel() implements Step {}

  /// Remove its files, its log and its name.
  record Forget() implements Step {}

  /// Nothing now.
  record Rest() implements Step {}
}
