package io.jorch.cli.command;

import io.jorch.cli.client.Machine;
import io.jorch.cli.render.JsonText;
import io.jorch.cli.term.Failed;
import java.util.LinkedHashMap;
import java.util.Map;

final class VersionCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.flag("only the version of the command line", "--short");
  }

  /// A daemon that does not answer is no failure here: it has no version then.
  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    String own = own();
    Map<String, Object> versions = new LinkedHashMap<>(Map.of("version", own));
    if (call.has("--short")) {
      call.print(own);
      return 0;
    }
    String daemon = "none answers at " + call.globals().socket();
    try {
      Machine.Version version = call.machine().version();
      versions.put("daemon", version);
      daemon = version.version() + ", API " + version.apiVersion() + ", pid " + version.pid();
    } catch (Failed failed) {
      if (call.globals().debug()) call.console().say(failed.sentence());
    }
    if (json) call.print(JsonText.pretty(versions));
    else {
      call.print("jorch   " + own);
      call.print("daemon  " + daemon);
    }
    return 0;
  }

  /// From the jar's manifest; class folders have none.
  private static String own() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
