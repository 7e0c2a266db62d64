package io.jorch.agent.container;

import io.jorch.agent.linux.Arg;
import io.jorch.agent.linux.DeviceCalls;
import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.FileCalls;
import io.jorch.agent.linux.Flag.Namespace;
import io.jorch.agent.linux.LaunchPlan;
import io.jorch.agent.linux.Launcher;
import io.jorch.agent.linux.ProcessCalls;
import io.jorch.agent.linux.Register;
import io.jorch.agent.linux.Step;
import java.util.ArrayList;
import java.util.List;

/// Another program in a running container. The launcher enters the PID namespace (for its child
/// only), the child everything else at once. The launcher then waits and writes the raw wait status
/// into a pipe.
///
/// From its entry on the child is visible to the container: it is made undumpable before, so that
/// nobody inside can trace it or use its descriptors until it runs a program of the container's.
final class ExecPlan {
  /// Under which numbers the launcher gets the container's pidfd and the pipe for the status.
  static final int CONTAINER = Launcher.FIRST_EXTRA;

  static final int RESULT = Launcher.FIRST_EXTRA + 1;

  private static final int FIRST_UNKNOWN = Launcher.FIRST_EXTRA + 2;
  private static final Register STATUS = new Register("status");

  private ExecPlan() {}

  static LaunchPlan of(ExecFacts facts) {
    return new LaunchPlan(before(), child(facts), after());
  }

  private static List<Step> before() {
    List<Step> steps = new ArrayList<>(KeeperSteps.detach(FIRST_UNKNOWN));
    steps.add(ProcessCalls.enter(Arg.number(CONTAINER), List.of(Namespace.PID)));
    steps.add(ProcessCalls.fork().into(Launcher.child()));
    return steps;
  }

  private static List<Step> child(ExecFacts facts) {
    ContainerSpec container = facts.container();
    List<Step> steps = new ArrayList<>(ContainerPlan.join(container.cgroupFiles()));
    steps.addAll(ContainerPlan.score(facts.process().oomScoreAdjust()));
    steps.add(ProcessCalls.undumpable());
    steps.add(ProcessCalls.newSession());
    steps.add(ProcessCalls.newKeyring(container.id()).accepting(Errno.ENOSYS, Errno.EDQUOT));
    steps.add(ProcessCalls.enter(Arg.number(CONTAINER), namespaces(container)));
    if (facts.stdio() instanceof Stdio.Terminal) steps.add(DeviceCalls.controllingTerminal());
    steps.addAll(StreamSteps.own(facts.stdio(), facts.identity().uid()));
    steps.addAll(
        CredentialSteps.take(
            facts.process(), facts.confinement(), facts.identity(), facts.filter()));
    steps.addAll(CredentialSteps.execute(facts.process().arguments(), facts.environment()));
    return steps;
  }

  private static List<Namespace> namespaces(ContainerSpec container) {
    List<Namespace> all =
        new ArrayList<>(List.of(Namespace.MOUNT, Namespace.UTS, Namespace.IPC, Namespace.CGROUP));
    if (!(container.network() instanceof NetworkSpec.Host)) all.add(Namespace.NET);
    return all;
  }

  private static List<Step> after() {
    List<Step> steps = new ArrayList<>(List.of(Launcher.reportChild()));
    steps.addAll(KeeperSteps.protect());
    steps.add(FileCalls.duplicate(Arg.number(RESULT), 0));
    steps.add(FileCalls.closeFrom(1));
    steps.add(ProcessCalls.await(Launcher.child(), STATUS));
    steps.add(FileCalls.writeWords(Arg.number(0), new Arg.Words(List.of(Arg.slot(STATUS)))));
    return steps;
  }
}
