package io.jorch.agent.linux;

import io.jorch.agent.linux.Flag.Mount;
import java.util.ArrayList;
import java.util.List;

/// Steps that build a tree of mounts. Bind mounts are made in two halves: [#cloneTree] opens the
/// source while the host's root is still there, [#attach] puts it into the container's root.
public final class MountCalls {
  private static final Arg CWD = Arg.named("cwd", -100);
  private static final long AT_RECURSIVE = 0x8000;
  private static final long AT_EMPTY_PATH = 0x1000;
  private static final long OPEN_TREE_CLONE = 1;
  private static final long OPEN_TREE_CLOEXEC = 0x80000;
  private static final long MOVE_MOUNT_EMPTY_PATHS = 0x4 | 0x40;
  private static final Arg EMPTY = Arg.text("");

  private MountCalls() {}

  public static Step mount(
      String source, String target, String type, List<Mount> flags, String options) {
    return Step.of(
        Syscall.MOUNT,
        Arg.text(source),
        Arg.text(target),
        Arg.text(type),
        Arg.flags(flags),
        options.isEmpty() ? Arg.NULL : Arg.text(options));
  }

  /// No mount below this point sends its changes to, or receives them from, another namespace.
  public static Step makePrivate(String target) {
    return change(target, Mount.REC, Mount.PRIVATE);
  }

  /// Changes the flags of the mount at the target only, not those of the file system behind it.
  public static Step remount(String target, List<Mount> flags) {
    List<Mount> all = new ArrayList<>(List.of(Mount.REMOUNT, Mount.BIND));
    all.addAll(flags);
    return change(target, all.toArray(Mount[]::new));
  }

  public static Step bind(String path, String target) {
    return Step.of(
        Syscall.MOUNT,
        Arg.text(path),
        Arg.text(target),
        Arg.NULL,
        Arg.flags(Mount.BIND, Mount.REC),
        Arg.NULL);
  }

  private static Step change(String target, Mount... flags) {
    return Step.of(
        Syscall.MOUNT, Arg.text("none"), Arg.text(target), Arg.NULL, Arg.flags(flags), Arg.NULL);
  }

  public static Step cloneTree(String source, boolean recursive) {
    long flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | (recursive ? AT_RECURSIVE : 0);
    Arg shown = Arg.named(recursive ? "clone|recursive" : "clone", flags);
    return Step.of(Syscall.OPEN_TREE, CWD, Arg.text(source), shown);
  }

  /// Another mount of what the descriptor is open on.
  public static Step cloneOf(Register file) {
    Arg flags = Arg.named("clone|empty path", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH);
    return Step.of(Syscall.OPEN_TREE, Arg.of(file), EMPTY, flags);
  }

  public static Step makeReadOnly(Register tree) {
    Arg attributes = Arg.words(Arg.named("ro", 1), Arg.number(0), Arg.number(0), Arg.number(0));
    Arg recursive = Arg.named("recursive", AT_EMPTY_PATH | AT_RECURSIVE);
    return Step.of(
        Syscall.MOUNT_SETATTR, Arg.of(tree), EMPTY, recursive, attributes, Arg.number(32));
  }

  /// Mounts the tree over the place that `target` is open on.
  public static Step attach(Register tree, Register target) {
    return Step.of(
        Syscall.MOVE_MOUNT,
        Arg.of(tree),
        EMPTY,
        Arg.of(target),
        EMPTY,
        Arg.named("empty paths", MOVE_MOUNT_EMPTY_PATHS));
  }

  public static Step openFilesystem(String type) {
    return Step.of(Syscall.FSOPEN, Arg.text(type), Arg.named("cloexec", 1));
  }

  /// An empty value stands for an option without one.
  public static Step configure(Register context, String option, String value) {
    Arg command = value.isEmpty() ? Arg.named("flag", 0) : Arg.named("string", 1);
    Arg text = value.isEmpty() ? Arg.NULL : Arg.text(value);
    return Step.of(
        Syscall.FSCONFIG, Arg.of(context), command, Arg.text(option), text, Arg.number(0));
  }

  public static Step createFilesystem(Register context) {
    return Step.of(
        Syscall.FSCONFIG,
        Arg.of(context),
        Arg.named("create", 6),
        Arg.NULL,
        Arg.NULL,
        Arg.number(0));
  }

  /// A mount without a place yet. `nosuid|noexec` are the attributes of the new mount.
  public static Step openMount(Register context) {
    Arg attributes = Arg.named("nosuid|noexec", 2 | 8);
    return Step.of(Syscall.FSMOUNT, Arg.of(context), Arg.named("cloexec", 1), attributes);
  }

  /// Makes the working directory the root, with the old root mounted on top of it.
  public static Step pivotRoot() {
    return Step.of(Syscall.PIVOT_ROOT, Arg.text("."), Arg.text("."));
  }

  public static Step detach(String target) {
    return Step.of(Syscall.UMOUNT2, Arg.text(target), Arg.named("detach", 2));
  }
}
