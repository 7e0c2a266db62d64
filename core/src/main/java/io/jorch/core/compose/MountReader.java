package io.jorch.core.compose;

import io.jorch.core.model.MountSpec;
import io.jorch.core.model.VolumeName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A service's `volumes` in both forms, and its `tmpfs`.
final class MountReader {
  private record Placed(MountSpec mount, Mark mark) {}

  private final Project project;
  private final Declared<VolumeName> volumes;
  private final Map<String, Placed> result = new LinkedHashMap<>();

  MountReader(Project project, Declared<VolumeName> volumes) {
    this.project = project;
    this.volumes = volumes;
  }

  /// In the file's order; of two files that mount the same target, the later wins.
  List<MountSpec> read(Section service) {
    each(service, "volumes", this::volume);
    each(
        service,
        "tmpfs",
        (item, path) ->
            project.values().word(item, path).ifPresent(t -> tmpfs(t, item.mark(), path)));
    List<MountSpec> mounts = new ArrayList<>();
    for (Placed placed : result.values()) mounts.add(placed.mount);
    return List.copyOf(mounts);
  }

  private void each(Section service, String key, java.util.function.BiConsumer<Node, String> read) {
    Optional<Node> node = service.node(key);
    if (node.isEmpty()) return;
    Node list = key.equals("tmpfs") ? Shapes.listed(node.get()) : node.get();
    int index = 0;
    for (Node item : project.values().items(list, service.path(key))) {
      read.accept(item, service.path(key) + "[" + index++ + "]");
    }
  }

  private void volume(Node item, String path) {
    if (item instanceof Node.Mapping) longForm(item, path);
    else project.values().word(item, path).ifPresent(text -> shortForm(text, item.mark(), path));
  }

  private void shortForm(String text, Mark mark, String path) {
    String[] parts = text.split(":", -1);
    if (parts.length > 3 || List.of(parts).contains("")) {
      error(mark, path, "expected [SOURCE:]TARGET[:MODE], got '" + text + "'");
      return;
    }
    String source = parts.length == 1 ? "" : parts[0];
    Optional<String> target = target(parts.length == 1 ? parts[0] : parts[1], mark, path);
    Options options = new Options();
    if (parts.length == 3) for (String o : parts[2].split(",", -1)) option(o, options, mark, path);
    if (target.isEmpty()) return;
    if (source.isEmpty()) add(new MountSpec.Anonymous(target.get(), options.readOnly), mark, path);
    else if (source.startsWith("/") || source.startsWith(".") || source.startsWith("~")) {
      String from = project.absolute(source);
      add(new MountSpec.Bind(from, target.get(), options.readOnly, true), mark, path);
    } else named(source, target.get(), options, "", mark, path);
  }

  private static final class Options {
    boolean readOnly;
    boolean noCopy;
  }

  private void option(String word, Options options, Mark mark, String path) {
    switch (word) {
      case "ro" -> options.readOnly = true;
      case "rw", "rprivate" -> {}
      case "nocopy" -> options.noCopy = true;
      case "z", "Z" ->
          project.problems().warn(mark, path, "'" + word + "' has no effect: SELinux is not used");
      default -> {
        boolean known =
            List.of(
                    "private",
                    "shared",
                    "rshared",
                    "slave",
                    "rslave",
                    "cached",
                    "delegated",
                    "consistent")
                .contains(word);
        String hint = NearMiss.hint(word, List.of("ro", "rw", "nocopy"));
        error(
            mark,
            path,
            known
                ? "mode '" + word + "' is not supported yet"
                : "unknown mode '" + word + "'" + hint);
      }
    }
  }

  private void named(
      String key, String target, Options options, String subpath, Mark mark, String path) {
    Optional<VolumeName> name = volumes.use(key, mark, path);
    if (name.isEmpty()) return;
    boolean copyUp = !options.noCopy;
    add(new MountSpec.Volume(name.get(), target, options.readOnly, copyUp, subpath), mark, path);
  }

  private void longForm(Node item, String path) {
    Section mount = Section.of(item, path, SpecKeys.MOUNT, project.values());
    String type =
        mount
            .choice("type", Map.of("volume", "volume", "bind", "bind", "tmpfs", "tmpfs"))
            .orElse("");
    Optional<String> source = mount.word("source");
    Optional<String> target =
        mount.word("target").flatMap(t -> target(t, mount.mark("target"), mount.path("target")));
    Options options = new Options();
    options.readOnly = mount.flag("read_only");
    Optional<Section> bind = mount.section("bind", SpecKeys.MOUNT_BIND);
    Optional<Section> volume = mount.section("volume", SpecKeys.MOUNT_VOLUME);
    Optional<Section> tmpfs = mount.section("tmpfs", SpecKeys.MOUNT_TMPFS);
    Optional<Boolean> create = bind.flatMap(s -> s.bool("create_host_path"));
    options.noCopy = volume.map(s -> s.flag("nocopy")).orElse(false);
    String subpath = volume.flatMap(s -> s.word("subpath")).orElse("");
    OptionalLong size = tmpfs.map(s -> s.bytes("size")).orElse(OptionalLong.empty());
    OptionalInt mode = tmpfs.map(s -> s.number("mode", 0, 07777)).orElse(OptionalInt.empty());
    for (Optional<Section> part : List.of(bind, volume, tmpfs)) part.ifPresent(Section::close);
    for (String key : List.of("type", "target")) {
      if (mount.node(key).isEmpty()) error(item.mark(), path, "'" + key + "' is missing");
    }
    for (String key : List.of("bind", "volume", "tmpfs")) {
      if (!type.isEmpty() && !type.equals(key) && mount.node(key).isPresent()) {
        mount.error(key, "does not go with type '" + type + "'");
      }
    }
    mount.close();
    if (target.isEmpty()) return;
    switch (type) {
      case "bind" -> bind(mount, source, target.get(), options.readOnly, create.orElse(true));
      case "volume" -> volume(mount, source, target.get(), options, subpath);
      case "tmpfs" -> tmpfs(mount, source, target.get(), options, size, mode);
      default -> {}
    }
  }

  private void bind(
      Section mount, Optional<String> source, String target, boolean readOnly, boolean create) {
    if (source.isEmpty()) {
      error(mount.mark(), mount.path(), "'source' is missing");
      return;
    }
    String from = project.absolute(source.get());
    add(new MountSpec.Bind(from, target, readOnly, create), mount.mark(), mount.path());
  }

  private void volume(
      Section mount, Optional<String> source, String target, Options options, String subpath) {
    Path normal = Path.of(subpath).normalize();
    if (normal.isAbsolute() || normal.startsWith("..")) {
      mount.error("volume", "subpath '" + subpath + "' leads out of the volume");
    } else if (source.isPresent()) {
      named(source.get(), target, options, subpath, mount.mark("source"), mount.path("source"));
    } else if (options.noCopy || !subpath.isEmpty()) {
      mount.error("volume", "nocopy and subpath need a 'source', the volume's name");
    } else {
      add(new MountSpec.Anonymous(target, options.readOnly), mount.mark(), mount.path());
    }
  }

  private void tmpfs(
      Section mount,
      Optional<String> source,
      String target,
      Options options,
      OptionalLong size,
      OptionalInt mode) {
    if (source.isPresent()) mount.error("source", "does not go with type 'tmpfs'");
    if (options.readOnly) mount.error("read_only", "does not go with type 'tmpfs'");
    add(new MountSpec.Tmpfs(target, size, mode), mount.mark(), mount.path());
  }

  /// `/run` or `/run:size=64m,mode=1777`; flags that every tmpfs here has anyway are accepted.
  private void tmpfs(String text, Mark mark, String path) {
    int colon = text.indexOf(':');
    Optional<String> target = target(colon < 0 ? text : text.substring(0, colon), mark, path);
    OptionalLong size = OptionalLong.empty();
    OptionalInt mode = OptionalInt.empty();
    for (String option : colon < 0 ? new String[0] : text.substring(colon + 1).split(",", -1)) {
      String value = option.substring(option.indexOf('=') + 1);
      if (option.startsWith("size="))
        size = project.values().bytes(Node.Scalar.of(mark, value), path);
      else if (option.startsWith("mode=")) mode = octal(value, mark, path);
      else if (!List.of("rw", "noexec", "nosuid", "nodev").contains(option)) {
        error(mark, path, "tmpfs option '" + option + "' is not supported yet");
      }
    }
    if (target.isPresent()) add(new MountSpec.Tmpfs(target.get(), size, mode), mark, path);
  }

  private OptionalInt octal(String text, Mark mark, String path) {
    if (text.matches("[0-7]{1,5}") && Integer.parseInt(text, 8) <= 07777) {
      return OptionalInt.of(Integer.parseInt(text, 8));
    }
    error(mark, path, "expected an octal mode such as '1777', got '" + text + "'");
    return OptionalInt.empty();
  }

  private Optional<String> target(String text, Mark mark, String path) {
    String normal = text.startsWith("/") ? Path.of(text).normalize().toString() : "";
    if (!normal.isEmpty() && !normal.equals("/")) return Optional.of(normal);
    error(mark, path, "the path in the container must be absolute and not '/', got '" + text + "'");
    return Optional.empty();
  }

  private void add(MountSpec mount, Mark mark, String path) {
    Placed first = result.get(mount.target());
    if (first != null && first.mark.file().equals(mark.file())) {
      int line = first.mark.line();
      error(mark, path, "'" + mount.target() + "' is mounted already, on line " + line);
    }
    result.remove(mount.target());
    result.put(mount.target(), new Placed(mount, mark));
  }

  private void error(Mark mark, String path, String message) {
    project.problems().error(mark, path, message);
  }
}
