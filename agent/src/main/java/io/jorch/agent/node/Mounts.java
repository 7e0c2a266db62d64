package io.jorch.agent.node;

import io.jorch.agent.container.MountSpec.Bind;
import io.jorch.agent.image.Image;
import io.jorch.agent.volume.Volumes;
import io.jorch.agent.volume.Volumes.Filler;
import io.jorch.core.model.MountSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes ready what a service mounts, and says where each thing is.
record Mounts(Volumes volumes) {
  private static final List<String> NAMED_FILES = List.of("hosts", "hostname", "resolv.conf");

  /// The service's own mounts, and the files that name the container.
  List<io.jorch.agent.container.MountSpec> of(Recipe recipe, Image image, TaskFiles files)
      throws IOException {
    List<io.jorch.agent.container.MountSpec> all = new ArrayList<>();
    for (String name : NAMED_FILES) {
      all.add(new Bind(files.file(name), "/etc/" + name, true, false));
    }
    int number = 0;
    for (MountSpec mount : recipe.mounts()) all.add(one(mount, image, files, number++));
    return all;
  }

  private io.jorch.agent.container.MountSpec one(
      MountSpec mount, Image image, TaskFiles files, int number) throws IOException {
    return switch (mount) {
      case MountSpec.Volume v -> volume(v, image);
      case MountSpec.Anonymous a -> anonymous(a, image, files, number);
      case MountSpec.Bind b -> bind(b);
      case MountSpec.Tmpfs t -> tmpfs(t);
    };
  }

  private Bind volume(MountSpec.Volume mount, Image image) throws IOException {
    Filler filler =
        mount.copyUp() && mount.subpath().isEmpty()
            ? ImageTree.filler(image, mount.target())
            : Filler.NOTHING;
    Path data = volumes.ensure(mount.volume(), filler).toRealPath();
    Path source = data.resolve(mount.subpath()).normalize();
    if (!source.startsWith(data) || !Files.exists(source)) {
      throw LaunchFailure.refused(
          "volume " + mount.volume() + " has no '" + mount.subpath() + "'; create it first");
    }
    if (!source.toRealPath().startsWith(data)) {
      throw LaunchFailure.refused(
          "subpath '" + mount.subpath() + "' leads out of volume " + mount.volume());
    }
    return new Bind(source, mount.target(), !Files.isDirectory(source), mount.readOnly());
  }

  private static Bind anonymous(MountSpec.Anonymous mount, Image image, TaskFiles files, int number)
      throws IOException {
    Path directory = files.anonymousVolumes().resolve(Integer.toString(number));
    Files.createDirectories(directory);
    ImageTree.filler(image, mount.target()).fill(directory);
    return new Bind(directory, mount.target(), false, mount.readOnly());
  }

  private static Bind bind(MountSpec.Bind mount) throws IOException {
    Path source = Path.of(mount.source());
    if (!Files.exists(source)) {
      if (!mount.createSource()) {
        throw LaunchFailure.refused(
            "bind mount of " + source + ": no such path on this node; create it first");
      }
      Files.createDirectories(source);
    }
    return new Bind(source, mount.target(), !Files.isDirectory(source), mount.readOnly());
  }

  private static io.jorch.agent.container.MountSpec tmpfs(MountSpec.Tmpfs mount) {
    StringBuilder options = new StringBuilder("mode=");
    options.append(Integer.toOctalString(mount.mode().orElse(01777)));
    if (mount.size().isPresent()) options.append(",size=").append(mount.size().getAsLong());
    return new io.jorch.agent.container.MountSpec.Tmpfs(
        mount.target(), options.toString(), false, false);
  }
}
