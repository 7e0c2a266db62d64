package io.jorch.agent.container;

import io.jorch.agent.linux.seccomp.SeccompFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A specification with what was looked up for it in the image: the input of [ContainerPlan].
///
/// @param layers those of the image and the skeleton below, the uppermost first
/// @param mounts with targets free of links, parents first
/// @param directory the working directory, free of links
/// @param filter the seccomp program, empty for none
record Facts(
    ContainerSpec spec,
    Identity identity,
    List<Path> layers,
    List<MountSpec> mounts,
    String directory,
    List<String> environment,
    ByteBuffer filter) {

  static Facts of(ContainerSpec spec, Path skeleton) throws IOException {
    List<Path> layers = new ArrayList<>(spec.root().layers());
    layers.add(skeleton);
    List<Path> readable = new ArrayList<>(List.of(spec.root().upper()));
    readable.addAll(layers);
    LayeredRoot root = new LayeredRoot(readable);
    Users users =
        new Users(root.read("/etc/passwd").orElse(""), root.read("/etc/group").orElse(""));
    Identity identity = users.resolve(spec.process().user(), spec.process().groups());
    List<String> environment =
        CredentialSteps.environment(
            spec.process().environment(),
            identity.home(),
            spec.hostname(),
            spec.stdio() instanceof Stdio.Terminal);
    return new Facts(
        spec,
        identity,
        layers,
        mounts(spec, root),
        root.resolve(spec.process().directory()),
        environment,
        filter(spec.confinement()));
  }

  static ByteBuffer filter(Confinement confinement) throws IOException {
    if (!confinement.seccomp()) return ByteBuffer.allocate(0);
    return ByteBuffer.wrap(SeccompFilter.forCapabilities(confinement.capabilities()));
  }

  private static List<MountSpec> mounts(ContainerSpec spec, LayeredRoot root) throws IOException {
    List<MountSpec> mounts = new ArrayList<>();
    for (MountSpec mount : spec.mounts()) mounts.add(mount.at(checked(mount, root)));
    mounts.sort(Comparator.comparingLong(Facts::depth));
    return mounts;
  }

  private static String checked(MountSpec mount, LayeredRoot root) throws IOException {
    String target = root.resolve(mount.target());
    if (target.equals("/"))
      throw new IOException("mount on " + mount.target() + ": this is the root of the container");
    if (target.equals("/proc") || target.startsWith("/proc/"))
      throw new IOException(
          "mount on " + mount.target() + ": /proc belongs to the runtime; choose another target");
    return target;
  }

  private static long depth(MountSpec mount) {
    return mount.target().chars().filter(c -> c == '/').count();
  }
}
