package io.jorch.core.model;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// One entry of a service's `volumes` (or `tmpfs`), with everything relative resolved.
public sealed interface MountSpec {
  /// Absolute path in the container.
  String target();

  boolean readOnly();

  /// A named volume; `subpath` is empty for its root.
  record Volume(VolumeName volume, String target, boolean readOnly, boolean copyUp, String subpath)
      implements MountSpec {}

  /// A volume without a name: made with the task, removed with it.
  record Anonymous(String target, boolean readOnly) implements MountSpec {}

  /// A path of the host; `createSource` makes a missing directory, as the short form does.
  record Bind(String source, String target, boolean readOnly, boolean createSource)
      implements MountSpec {}

  /// Memory; `size` in bytes, `mode` as octal permission bits.
  record Tmpfs(String target, OptionalLong size, OptionalInt mode) implements MountSpec {
    @Override
    public boolean readOnly() {
      return false;
    }
  }
}
