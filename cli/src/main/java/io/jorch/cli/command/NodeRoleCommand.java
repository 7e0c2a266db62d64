package io.jorch.cli.command;

/// `node promote` and `node demote`.
final class NodeRoleCommand implements Command {
  private final String role;

  /// @param role `manager` or `worker`
  NodeRoleCommand(String role) {
    this.role = role;
  }

  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("NODE", "host name, id or start of an id", "1..*");
  }

  @Override
  public int run(Invocation call) {
    return Each.of(
        call,
        node -> {
          call.clusters().role(node, role);
          call.print(node + " becomes a " + role + "; `jorch cluster status` shows when it is one");
        });
  }
}
