package io.jorch.cli.command;

import io.jorch.cli.stack.DaemonStart;
import io.jorch.cli.stack.ImageSteps;
import io.jorch.cli.stack.Up;
import io.jorch.cli.term.Failed;
import io.jorch.core.model.ServiceSpec.PullPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

final class UpCommand implements Command {
  /// What containers get to stop in is in the file, so that `-t` stays free for it.
  static final String TIMEOUT =
      "give up waiting after so long; how long containers may take to stop is stop_grace_period";

  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("SERVICE", "only these services, and what they depend on", "0..*")
        .flag("return when the plan is accepted, do not wait", "-d", "--detach")
        .flag("wait until everything is healthy (always so without -d)", "--wait")
        .flag("print the plan, change nothing", "--dry-run")
        .flag("build images even when they are there", "--build")
        .flag("never build images", "--no-build")
        .value("POLICY", "pull images always, missing or never, whatever the file says", "--pull")
        .flag("replace tasks even when nothing changed", "--force-recreate")
        .flag("accepted for habit: services that left the file always go", "--remove-orphans")
        .values("SERVICE=N", "replicas instead of the file's", "--scale")
        .number("SECONDS", TIMEOUT, "--timeout", "--wait-timeout");
  }

  @Override
  public int run(Invocation call) {
    ImageSteps.Wish images =
        new ImageSteps.Wish(
            call.has("--build"),
            call.has("--no-build"),
            call.text("--pull").map(UpCommand::policy));
    if (images.build() && images.noBuild())
      throw Failed.usage("--build and --no-build exclude each other");
    Up.Wish wish =
        new Up.Wish(
            call.choice(),
            call.arguments(),
            Pairs.counts(call.texts("--scale")),
            images,
            call.has("--force-recreate"),
            call.has("--dry-run"),
            call.has("--detach") && !call.has("--wait"),
            timeout(call),
            daemonStart(call));
    return new Up(wish, call.console(), call.daemon()).run();
  }

  static Optional<Duration> timeout(Invocation call) {
    return call.number("--timeout").stream().mapToObj(Duration::ofSeconds).findFirst();
  }

  static DaemonStart daemonStart(Invocation call) {
    Path script = DaemonStart.scriptOfProcess().orElse(Path.of("jorch")); // found on PATH, then
    return new DaemonStart(script, call.globals().stateDir(), call.globals().runDir());
  }

  private static PullPolicy policy(String word) {
    return switch (word) {
      case "always" -> PullPolicy.ALWAYS;
      case "missing" -> PullPolicy.MISSING;
      case "never" -> PullPolicy.NEVER;
      default ->
          throw Failed.usage("cannot pull '" + word + "': --pull is always, missing or never");
    };
  }
}
