package io.jorch.agent.container;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Path;

/// Something mounted into the container; `target` is absolute, made when missing, and resolved
/// inside the container's root whatever links the image has there.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = MountSpec.Bind.class, name = "bind"),
  @JsonSubTypes.Type(value = MountSpec.Tmpfs.class, name = "tmpfs")
})
public sealed interface MountSpec {
  String target();

  MountSpec at(String target);

  /// A directory or file of the machine, with what is mounted below it.
  ///
  /// @param file whether the source is something other than a directory
  record Bind(Path source, String target, boolean file, boolean readOnly) implements MountSpec {
    @Override
    public Bind at(String place) {
      return new Bind(source, place, file, readOnly);
    }
  }

  /// An empty directory in memory.
  ///
  /// @param options as mount(8) knows them for tmpfs, such as `size=65536k,mode=1777`
  record Tmpfs(String target, String options, boolean executable, boolean readOnly)
      implements MountSpec {
    @Override
    public Tmpfs at(String place) {
      return new Tmpfs(place, options, executable, readOnly);
    }
  }
}
