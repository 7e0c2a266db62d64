package io.jorch.cli.command;

import io.jorch.cli.render.Ages;
import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.Table;
import io.jorch.core.api.VolumeView;
import java.util.List;

final class VolumeLsCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.flag("names only", "-q", "--quiet");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    List<VolumeView> volumes = call.machine().volumes();
    if (call.has("--quiet")) volumes.forEach(volume -> call.print(volume.name()));
    else if (json) call.print(JsonText.pretty(volumes));
    else call.print(table(call, volumes));
    return 0;
  }

  private static List<String> table(Invocation call, List<VolumeView> volumes) {
    Table table = new Table("NAME", "STACK", "NODE", "CREATED", "USED BY", "MOUNTPOINT");
    for (VolumeView volume : volumes)
      table.row(
          volume.name(),
          volume.stack(),
          volume.node(),
          volume.mountpoint().isEmpty() ? "" : Ages.ago(volume.createdAt(), call.now()),
          String.join(", ", volume.usedBy()),
          volume.mountpoint().isEmpty() ? "(its node does not answer)" : volume.mountpoint());
    return table.lines();
  }
}
