package io.jorch.agent.container;

/// A device node to make below `/dev`; the device cgroup must allow it as well.
///
/// @param mode type and permissions as mknod(2) wants them
public record DeviceSpec(String path, int mode, int major, int minor, int uid, int gid) {
  public DeviceSpec {
    if (!path.startsWith("/dev/") || path.contains(".."))
      throw new IllegalArgumentException("device '" + path + "' is not below /dev");
  }
}
