package io.jorch.cli.command;

import io.jorch.cli.render.Ages;
import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.Sizes;
import io.jorch.core.api.DaemonInfo;

final class InfoCommand implements Command {
  @Override
  public void describe(Grammar grammar) {}

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    DaemonInfo info = call.machine().info();
    if (json) call.print(JsonText.pretty(info));
    else show(call, info);
    return 0;
  }

  private static void show(Invocation call, DaemonInfo info) {
    line(call, "version", info.version());
    line(call, "node", info.node() + " (" + info.hostname() + ")");
    line(
        call,
        "daemon",
        "pid " + info.pid() + ", started " + Ages.ago(info.startedAt(), call.now()));
    line(call, "kernel", info.kernel() + " on " + info.architecture());
    line(call, "machine", info.cpus() + " CPUs, " + Sizes.of(info.memoryBytes()) + " memory");
    line(call, "resident", Sizes.of(info.rssBytes()));
    line(call, "cgroups", info.cgroups());
    line(call, "state in", info.stateDir());
    line(call, "sockets in", info.runDir());
    line(call, "stacks", Integer.toString(info.stacks()));
    line(call, "tasks", info.tasks() + ", " + info.running() + " running");
    line(call, "images", Integer.toString(info.images()));
    info.warnings().forEach(warning -> call.console().err().println("warning: " + warning));
  }

  private static void line(Invocation call, String name, String value) {
    call.print(name + ":" + " ".repeat(Math.max(1, 12 - name.length())) + value);
  }
}
