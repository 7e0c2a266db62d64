package io.jorch.agent.container;

import io.jorch.agent.linux.DeviceCalls;
import io.jorch.agent.linux.FileCalls;
import io.jorch.agent.linux.Flag.Open;
import io.jorch.agent.linux.MountCalls;
import io.jorch.agent.linux.Register;
import io.jorch.agent.linux.Step;
import java.util.List;

/// A terminal out of the container's own devpts, made before that is mounted anywhere: so the
/// keeper can hold the master while the name of the other end is right inside (`/dev/pts/0`).
final class TerminalSteps {
  static final Register MASTER = new Register("master");
  static final Register SLAVE = new Register("terminal");
  static final Register PTS = new Register("pts");
  private static final Register CONTEXT = new Register("devpts");

  private TerminalSteps() {}

  static List<Step> open(Stdio.Terminal terminal) {
    return List.of(
        MountCalls.openFilesystem("devpts").into(CONTEXT),
        MountCalls.configure(CONTEXT, "newinstance", ""),
        MountCalls.configure(CONTEXT, "ptmxmode", "0666"),
        MountCalls.configure(CONTEXT, "mode", "0620"),
        MountCalls.configure(CONTEXT, "gid", "5"),
        MountCalls.createFilesystem(CONTEXT),
        MountCalls.openMount(CONTEXT).into(PTS),
        FileCalls.close(CONTEXT),
        FileCalls.openAt(PTS, "ptmx", Open.RDWR, Open.NOCTTY).into(MASTER),
        DeviceCalls.unlockTerminal(MASTER),
        DeviceCalls.openPeer(MASTER).into(SLAVE),
        DeviceCalls.windowSize(MASTER, terminal.rows(), terminal.columns()));
  }
}
