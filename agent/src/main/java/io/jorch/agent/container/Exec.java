package io.jorch.agent.container;

import io.jorch.agent.linux.ContainerFiles;
import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.LaunchException;
import io.jorch.agent.linux.Launcher;
import io.jorch.agent.linux.Pidfd;
import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.Terminal;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One program being started in a running container.
///
/// @param nothing stands in for a standard input that nobody asked for
record Exec(
    Launcher launcher, Poller poller, Fd nothing, RunningContainer container, ExecSpec spec) {

  ExecProcess start() throws IOException {
    ExecFacts facts;
    try (ContainerFiles files = ContainerFiles.of(container.process().pid())) {
      if (!container.signal(0)) throw ended();
      facts = ExecFacts.of(container.spec(), spec, files);
      if (spec.stdio() instanceof Stdio.Terminal size) return onTerminal(facts, files, size);
    }
    return onPipes(facts);
  }

  private IOException ended() {
    return new IOException("exec in container " + container.id() + ": it does not run any more");
  }

  private ExecProcess onTerminal(ExecFacts facts, ContainerFiles files, Stdio.Terminal size)
      throws IOException {
    Terminal terminal = Terminal.in(files);
    try (Fd peer = terminal.openPeer()) {
      terminal.resize(size.rows(), size.columns());
      Map<Integer, Fd> stdio = Map.of(0, peer, 1, peer, 2, peer);
      return launch(facts, stdio, Optional.empty(), Optional.of(terminal));
    } catch (IOException e) {
      terminal.close();
      throw e;
    }
  }

  private ExecProcess onPipes(ExecFacts facts) throws IOException {
    boolean stdin = spec.stdio() instanceof Stdio.Piped piped && piped.stdin();
    Pipes pipes = Pipes.open(stdin);
    try {
      Optional<Streams> ours = Optional.of(pipes.ours());
      return launch(facts, pipes.programSide(nothing), ours, Optional.empty());
    } catch (IOException e) {
      pipes.ours().close();
      throw e;
    } finally {
      pipes.closeProgramSide();
    }
  }

  private ExecProcess launch(
      ExecFacts facts,
      Map<Integer, Fd> stdio,
      Optional<Streams> streams,
      Optional<Terminal> terminal)
      throws IOException {
    Fd.Pipe result = Fd.pipe();
    try {
      Map<Integer, Fd> descriptors = new HashMap<>(stdio);
      descriptors.put(ExecPlan.RESULT, result.writer());
      descriptors.put(ExecPlan.CONTAINER, container.pidfd().orElseThrow(this::ended));
      Launcher.Launched launched =
          launcher.launch("jorch-exec " + container.id(), ExecPlan.of(facts), descriptors);
      result.writer().close();
      Optional<Pidfd> child = Pidfd.open(launched.child());
      return new ExecProcess(
          launched.child(),
          child,
          ResultPipe.watch(poller, result.reader(), launched.keeper()),
          streams,
          terminal);
    } catch (LaunchException e) {
      result.close();
      throw StartException.of(container.id(), spec.arguments(), e);
    }
  }
}
