package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.PublishedPorts;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.TaskView;
import java.util.List;

final class PortCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("SERVICE|TASK PORT", "whose ports, and which of its own: 80, or 53/udp", "1..2")
        .value("PROTOCOL", "tcp or udp (tcp)", "--protocol")
        .number("N", "which replica", "--index");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    List<String> words = call.arguments();
    TaskView task =
        new TaskFinder(call, "show ports of").one(words.getFirst(), call.number("--index"));
    List<PublishedPorts.Port> ports = PublishedPorts.of(task.ports());
    if (words.size() == 2) ports = only(call, task, ports, words.getLast());
    if (json) call.print(JsonText.pretty(ports));
    else if (words.size() == 2) ports.forEach(port -> call.print(port.address()));
    else ports.forEach(port -> call.print(port.target() + " -> " + port.address()));
    return 0;
  }

  private static List<PublishedPorts.Port> only(
      Invocation call, TaskView task, List<PublishedPorts.Port> ports, String word) {
    String target = word.contains("/") ? word : word + "/" + call.text("--protocol").orElse("tcp");
    List<PublishedPorts.Port> found =
        ports.stream().filter(port -> port.target().equals(target)).toList();
    if (!found.isEmpty()) return found;
    String published =
        ports.isEmpty()
            ? "it publishes none"
            : "it publishes "
                + String.join(", ", ports.stream().map(PublishedPorts.Port::target).toList());
    throw new Failed("port " + target + " of " + task.name() + " is not published: " + published);
  }
}
