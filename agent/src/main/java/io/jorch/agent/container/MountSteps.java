package io.jorch.agent.container;

import static io.jorch.agent.linux.FileCalls.changeDirectory;
import static io.jorch.agent.linux.FileCalls.close;
import static io.jorch.agent.linux.FileCalls.locate;
import static io.jorch.agent.linux.FileCalls.makeDirectoryAt;
import static io.jorch.agent.linux.FileCalls.makeFileAt;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.Flag.Mount;
import io.jorch.agent.linux.Flag.Resolve;
import io.jorch.agent.linux.MountCalls;
import io.jorch.agent.linux.Register;
import io.jorch.agent.linux.Step;
import java.util.ArrayList;
import java.util.List;

/// The mounts that the specification asks for. Sources are opened while the machine's root is
/// still there, targets only when it is gone: no link in an image or a volume can lead out.
final class MountSteps {
  private static final int DIRECTORY_MODE = 0755;
  private static final int FILE_MODE = 0644;
  private static final Register PARENT = new Register("parent");
  private static final Register TARGET = new Register("target");

  private MountSteps() {}

  /// Before the root is changed: each bind mount's source, as a tree that is mounted nowhere.
  static List<Step> openSources(List<MountSpec> mounts) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < mounts.size(); i++) {
      if (!(mounts.get(i) instanceof MountSpec.Bind bind)) continue;
      steps.add(MountCalls.cloneTree(bind.source().toString(), true).into(source(i)));
      if (bind.readOnly()) steps.add(MountCalls.makeReadOnly(source(i)));
    }
    return steps;
  }

  /// In the new root, parents before what lies below them.
  static List<Step> attach(List<MountSpec> mounts) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < mounts.size(); i++) {
      switch (mounts.get(i)) {
        case MountSpec.Bind bind -> steps.addAll(attach(bind, source(i)));
        case MountSpec.Tmpfs tmpfs -> steps.addAll(mount(tmpfs));
      }
    }
    return steps;
  }

  private static Register source(int index) {
    return new Register("source" + index);
  }

  private static List<Step> attach(MountSpec.Bind bind, Register source) {
    List<Step> steps = new ArrayList<>(makeParents(bind.target()));
    steps.addAll(bind.file() ? makeFile(bind.target()) : makeDirectory(bind.target()));
    steps.add(locate(bind.target(), Resolve.IN_ROOT).into(TARGET));
    steps.add(MountCalls.attach(source, TARGET));
    steps.add(close(TARGET));
    steps.add(close(source));
    return steps;
  }

  private static List<Step> mount(MountSpec.Tmpfs tmpfs) {
    List<Mount> flags = new ArrayList<>(List.of(Mount.NOSUID, Mount.NODEV));
    if (!tmpfs.executable()) flags.add(Mount.NOEXEC);
    if (tmpfs.readOnly()) flags.add(Mount.RO);
    List<Step> steps = new ArrayList<>(makeDirectories(tmpfs.target()));
    steps.addAll(
        mountAt(tmpfs.target(), Resolve.IN_ROOT, "tmpfs", "tmpfs", flags, tmpfs.options()));
    return steps;
  }

  /// Mounts a new file system on a directory that is located under the given rule.
  static List<Step> mountAt(
      String target, Resolve rule, String source, String type, List<Mount> flags, String options) {
    return List.of(
        locate(target, rule).into(TARGET),
        changeDirectory(TARGET),
        MountCalls.mount(source, ".", type, flags, options),
        changeDirectory("/"),
        close(TARGET));
  }

  /// The directory and those above it, as far as they are missing.
  static List<Step> makeDirectories(String path) {
    List<Step> steps = new ArrayList<>(makeParents(path));
    steps.addAll(makeDirectory(path));
    return steps;
  }

  private static List<Step> makeParents(String path) {
    List<Step> steps = new ArrayList<>();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1))
      steps.addAll(makeDirectory(path.substring(0, slash)));
    return steps;
  }

  private static List<Step> makeDirectory(String path) {
    if (path.equals("/")) return List.of();
    Step make = makeDirectoryAt(PARENT, nameOf(path), DIRECTORY_MODE);
    return inParent(path, make.accepting(Errno.EEXIST));
  }

  private static List<Step> makeFile(String path) {
    Step make = makeFileAt(PARENT, nameOf(path), FILE_MODE);
    return inParent(path, make.accepting(Errno.EEXIST));
  }

  /// Neither mkdirat nor mknodat can be told to shun magic links on the way: so the parent is
  /// located first.
  private static List<Step> inParent(String path, Step make) {
    String parent = path.substring(0, path.lastIndexOf('/'));
    String shown = parent.isEmpty() ? "/" : parent;
    return List.of(locate(shown, Resolve.IN_ROOT).into(PARENT), make, close(PARENT));
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
