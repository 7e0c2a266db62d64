package io.jorch.cli.command;

import io.jorch.cli.term.Failed;
import picocli.AutoComplete;

final class CompletionCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("SHELL", "bash, or zsh with bashcompinit", "0..1");
  }

  @Override
  public int run(Invocation call) {
    String shell = call.arguments().isEmpty() ? "bash" : call.arguments().getFirst();
    if (!shell.equals("bash") && !shell.equals("zsh"))
      throw Failed.usage("cannot complete for '" + shell + "': there are scripts for bash and zsh");
    if (shell.equals("zsh")) call.print("autoload -U +X bashcompinit && bashcompinit");
    call.print(AutoComplete.bash("jorch", Cli.everything()));
    return 0;
  }
}
