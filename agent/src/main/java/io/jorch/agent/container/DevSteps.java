package io.jorch.agent.container;

import static io.jorch.agent.linux.FileCalls.changeOwnerOf;
import static io.jorch.agent.linux.FileCalls.close;
import static io.jorch.agent.linux.FileCalls.locate;
import static io.jorch.agent.linux.FileCalls.makeCharacterDevice;
import static io.jorch.agent.linux.FileCalls.makeDirectory;
import static io.jorch.agent.linux.FileCalls.makeLink;
import static io.jorch.agent.linux.FileCalls.makeNode;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.Flag.Mount;
import io.jorch.agent.linux.Flag.Resolve;
import io.jorch.agent.linux.MountCalls;
import io.jorch.agent.linux.Register;
import io.jorch.agent.linux.Step;
import java.util.ArrayList;
import java.util.List;

/// `/dev`: a small file system of the container's own. It is mounted before anything that the
/// specification asks for, so plain paths below it are safe here.
final class DevSteps {
  private static final int ANYONE = 0666;
  private static final int REGULAR = 0100666;
  private static final List<Mount> QUIET = List.of(Mount.NOSUID, Mount.NODEV, Mount.NOEXEC);
  private static final Register PLACE = new Register("place");

  private DevSteps() {}

  static List<Step> make(ContainerSpec spec) {
    List<Step> steps =
        new ArrayList<>(
            MountSteps.mountAt(
                "/dev",
                Resolve.NO_SYMLINKS,
                "tmpfs",
                "tmpfs",
                List.of(Mount.NOSUID, Mount.STRICTATIME),
                "mode=755,size=65536k"));
    steps.addAll(standardNodes());
    steps.addAll(terminals(spec));
    steps.addAll(memory(spec.shmBytes()));
    for (DeviceSpec device : spec.devices()) steps.addAll(node(device));
    return steps;
  }

  private static List<Step> standardNodes() {
    return List.of(
        makeCharacterDevice("/dev/null", ANYONE, 1, 3),
        makeCharacterDevice("/dev/zero", ANYONE, 1, 5),
        makeCharacterDevice("/dev/full", ANYONE, 1, 7),
        makeCharacterDevice("/dev/random", ANYONE, 1, 8),
        makeCharacterDevice("/dev/urandom", ANYONE, 1, 9),
        makeCharacterDevice("/dev/tty", ANYONE, 5, 0),
        makeLink("/proc/self/fd", "/dev/fd"),
        makeLink("/proc/self/fd/0", "/dev/stdin"),
        makeLink("/proc/self/fd/1", "/dev/stdout"),
        makeLink("/proc/self/fd/2", "/dev/stderr"),
        makeLink("/proc/kcore", "/dev/core"),
        makeLink("pts/ptmx", "/dev/ptmx"));
  }

  private static List<Step> terminals(ContainerSpec spec) {
    Step directory = makeDirectory("/dev/pts", 0755);
    if (!(spec.stdio() instanceof Stdio.Terminal))
      return List.of(
          directory,
          MountCalls.mount(
              "devpts",
              "/dev/pts",
              "devpts",
              List.of(Mount.NOSUID, Mount.NOEXEC),
              "newinstance,ptmxmode=0666,mode=0620,gid=5"));
    return List.of(
        directory,
        locate("/dev/pts").into(PLACE),
        MountCalls.attach(TerminalSteps.PTS, PLACE),
        close(PLACE),
        close(TerminalSteps.PTS),
        makeNode("/dev/console", REGULAR, 0, 0),
        MountCalls.bind("/dev/pts/0", "/dev/console"));
  }

  private static List<Step> memory(long shmBytes) {
    return List.of(
        makeDirectory("/dev/shm", 01777),
        MountCalls.mount("shm", "/dev/shm", "tmpfs", QUIET, "mode=1777,size=" + shmBytes),
        makeDirectory("/dev/mqueue", 01777),
        MountCalls.mount("mqueue", "/dev/mqueue", "mqueue", QUIET, ""));
  }

  private static List<Step> node(DeviceSpec device) {
    List<Step> steps = new ArrayList<>();
    for (int slash = device.path().indexOf('/', 5);
        slash > 0;
        slash = device.path().indexOf('/', slash + 1))
      steps.add(makeDirectory(device.path().substring(0, slash), 0755).accepting(Errno.EEXIST));
    Step node = makeNode(device.path(), device.mode(), device.major(), device.minor());
    steps.add(node.accepting(Errno.EEXIST));
    if (device.uid() != 0 || device.gid() != 0)
      steps.add(changeOwnerOf(device.path(), device.uid(), device.gid()));
    return steps;
  }
}
