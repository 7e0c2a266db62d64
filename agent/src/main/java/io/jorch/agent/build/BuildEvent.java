package io.jorch.agent.build;

/// What a build tells while it runs. Steps are numbered from 1 over all stages that are needed.
public sealed interface BuildEvent {
  /// `text` is the instruction on one line.
  record StepStarted(int step, int total, String stage, String text) implements BuildEvent {}

  record StepDone(int step, int total, Outcome outcome) implements BuildEvent {}

  /// A line a RUN command wrote.
  record Output(int step, String line) implements BuildEvent {}

  record Warning(String text) implements BuildEvent {}

  /// How a step ended: `BUILT` made a layer, `CACHED` found it, `CONFIG` changed only the
  /// configuration.
  enum Outcome {
    BUILT,
    CACHED,
    CONFIG
  }

  /// Takes events one at a time, output on threads of its own.
  @FunctionalInterface
  interface Sink {
    void on(BuildEvent event);
  }
}
