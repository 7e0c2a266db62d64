package io.jorch.agent.container;

/// What became of a container while nobody looked.
public sealed interface Adopted {
  record Running(RunningContainer container) implements Adopted {}

  record Exited(ContainerSpec spec, ExitStatus status) implements Adopted {}

  /// It was never started, or its keeper was killed (with which the kernel kills the container), or
  /// the machine was restarted.
  record Vanished(ContainerSpec spec) implements Adopted {}
}
