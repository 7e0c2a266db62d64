package io.jorch.agent.container;

import static io.jorch.agent.linux.FileCalls.close;
import static io.jorch.agent.linux.FileCalls.open;
import static io.jorch.agent.linux.FileCalls.write;

import io.jorch.agent.linux.Arg;
import io.jorch.agent.linux.DeviceCalls;
import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.Flag.Namespace;
import io.jorch.agent.linux.Flag.Open;
import io.jorch.agent.linux.LaunchPlan;
import io.jorch.agent.linux.MountCalls;
import io.jorch.agent.linux.ProcessCalls;
import io.jorch.agent.linux.Register;
import io.jorch.agent.linux.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The whole of a container's start, in order.
final class ContainerPlan {
  private static final Register CGROUP = new Register("cgroup");
  private static final Register SCORE = new Register("score");
  private static final Register NETWORK = new Register("network");
  private static final Register SOCKET = new Register("socket");

  private ContainerPlan() {}

  static LaunchPlan of(Facts facts) {
    ContainerSpec spec = facts.spec();
    return new LaunchPlan(KeeperSteps.before(spec), child(facts), KeeperSteps.after(spec));
  }

  private static List<Step> child(Facts facts) {
    ContainerSpec spec = facts.spec();
    Path point = spec.directory().resolve("rootfs");
    List<Step> steps = new ArrayList<>(join(spec.cgroupFiles()));
    steps.addAll(score(spec.process().oomScoreAdjust()));
    steps.add(ProcessCalls.newSession());
    steps.add(ProcessCalls.newKeyring(spec.id()).accepting(Errno.ENOSYS, Errno.EDQUOT));
    steps.addAll(namespaces(spec));
    steps.add(MountCalls.makePrivate("/"));
    steps.addAll(StreamSteps.open(spec));
    steps.addAll(MountSteps.openSources(facts.mounts()));
    steps.addAll(RootSteps.mount(spec.root(), facts.layers(), point));
    steps.addAll(RootSteps.enter(point));
    steps.addAll(fill(facts));
    steps.addAll(StreamSteps.connect(spec.stdio(), facts.identity().uid()));
    steps.addAll(run(facts));
    return steps;
  }

  /// First of all, so that whatever the rest costs is the container's.
  static List<Step> join(List<Path> cgroupFiles) {
    List<Step> steps = new ArrayList<>();
    for (Path file : cgroupFiles) {
      steps.add(open(file.toString(), Open.WRONLY).into(CGROUP));
      steps.add(write(CGROUP, "0"));
      steps.add(close(CGROUP));
    }
    return steps;
  }

  /// The child must have the container's own value, not the keeper's or the daemon's. The normal
  /// value may be out of reach without CAP_SYS_RESOURCE, which is no reason to fail.
  static List<Step> score(int adjust) {
    Step set = write(SCORE, Integer.toString(adjust));
    return List.of(
        open("/proc/self/oom_score_adj", Open.WRONLY).into(SCORE),
        adjust == 0 ? set.accepting(Errno.EACCES) : set,
        close(SCORE));
  }

  private static List<Step> namespaces(ContainerSpec spec) {
    List<Namespace> fresh =
        new ArrayList<>(List.of(Namespace.MOUNT, Namespace.UTS, Namespace.IPC, Namespace.CGROUP));
    return switch (spec.network()) {
      case NetworkSpec.Host host -> List.of(ProcessCalls.unshare(fresh));
      case NetworkSpec.Joined(Path namespace) ->
          List.of(
              open(namespace.toString()).into(NETWORK),
              ProcessCalls.enter(Arg.of(NETWORK), List.of(Namespace.NET)),
              close(NETWORK),
              ProcessCalls.unshare(fresh));
      case NetworkSpec.Own own -> {
        fresh.add(Namespace.NET);
        yield List.of(
            ProcessCalls.unshare(fresh),
            DeviceCalls.anySocket().into(SOCKET),
            DeviceCalls.loopbackUp(SOCKET),
            close(SOCKET));
      }
    };
  }

  /// What is mounted and made inside the new root.
  private static List<Step> fill(Facts facts) {
    ContainerSpec spec = facts.spec();
    List<Step> steps = new ArrayList<>(List.of(ProcessCalls.umask(0)));
    steps.addAll(DevSteps.make(spec));
    steps.add(StreamSteps.openNull());
    steps.addAll(KernelSteps.sys(spec));
    steps.addAll(MountSteps.attach(facts.mounts()));
    steps.addAll(KernelSteps.proc(spec));
    steps.add(ProcessCalls.hostname(spec.hostname()));
    if (!spec.domainname().isEmpty()) steps.add(ProcessCalls.domainname(spec.domainname()));
    steps.addAll(MountSteps.makeDirectories(facts.directory()));
    if (spec.root().readOnly()) steps.add(RootSteps.makeReadOnly());
    return steps;
  }

  private static List<Step> run(Facts facts) {
    ContainerSpec spec = facts.spec();
    ProcessSpec process = spec.process().withDirectory(facts.directory());
    List<Step> steps =
        new ArrayList<>(
            CredentialSteps.take(process, spec.confinement(), facts.identity(), facts.filter()));
    steps.add(ProcessCalls.dieWithParent());
    steps.addAll(CredentialSteps.execute(process.arguments(), facts.environment()));
    return steps;
  }
}
