package io.jorch.agent.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Everything that decides how a container runs, resolved: no name is looked up any more but those
/// of users, which the image's own files define.
///
/// @param id names it in messages and in its keeper's title
/// @param directory of this container alone, made by the runtime, readable by root only: state,
///     FIFOs, the mount point of the root
/// @param cgroupFiles the process joins by writing `0` to each, in this order
/// @param cgroupMounts what it sees below `/sys/fs/cgroup`
/// @param keeperFiles the keeper joins by writing `0` to each that exists
/// @param sysctls such as `net.core.somaxconn`, set inside
public record ContainerSpec(
    String id,
    Path directory,
    RootSpec root,
    ProcessSpec process,
    Stdio stdio,
    Confinement confinement,
    NetworkSpec network,
    String hostname,
    String domainname,
    List<MountSpec> mounts,
    List<DeviceSpec> devices,
    Map<String, String> sysctls,
    long shmBytes,
    List<Path> cgroupFiles,
    List<CgroupMount> cgroupMounts,
    List<Path> keeperFiles) {
  /// The kernel's limit, less the final zero.
  private static final int LONGEST_HOSTNAME = 64;

  /// Docker's size of /dev/shm.
  public static final long DEFAULT_SHM_BYTES = 64L << 20;

  public ContainerSpec {
    mounts = List.copyOf(mounts);
    devices = List.copyOf(devices);
    sysctls = Map.copyOf(sysctls);
    cgroupFiles = List.copyOf(cgroupFiles);
    cgroupMounts = List.copyOf(cgroupMounts);
    keeperFiles = List.copyOf(keeperFiles);
    if (hostname.length() > LONGEST_HOSTNAME)
      throw new IllegalArgumentException(
          "hostname '" + hostname + "' is longer than " + LONGEST_HOSTNAME + " characters");
  }

  /// A container with Docker's defaults, a network namespace of its own and logged output.
  public static ContainerSpec of(String id, Path directory, RootSpec root, ProcessSpec process) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        new Stdio.Logged(false),
        Confinement.DEFAULT,
        new NetworkSpec.Own(),
        id.substring(0, Math.min(12, id.length())),
        "",
        List.of(),
        List.of(),
        Map.of(),
        DEFAULT_SHM_BYTES,
        List.of(),
        List.of(),
        List.of());
  }

  public ContainerSpec withProcess(ProcessSpec process) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }

  public ContainerSpec withStdio(Stdio stdio) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }

  public ContainerSpec withConfinement(Confinement confinement) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }

  public ContainerSpec withNetwork(NetworkSpec network) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }

  public ContainerSpec withHostname(String hostname, String domainname) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }

  public ContainerSpec withMounts(List<MountSpec> mounts) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }

  public ContainerSpec withDevices(List<DeviceSpec> devices) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }

  public ContainerSpec withSysctls(Map<String, String> sysctls) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }

  public ContainerSpec withShmBytes(long shmBytes) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }

  public ContainerSpec withCgroup(List<Path> cgroupFiles, List<CgroupMount> cgroupMounts) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }

  public ContainerSpec withKeeperFiles(List<Path> keeperFiles) {
    return new ContainerSpec(
        id,
        directory,
        root,
        process,
        stdio,
        confinement,
        network,
        hostname,
        domainname,
        mounts,
        devices,
        sysctls,
        shmBytes,
        cgroupFiles,
        cgroupMounts,
        keeperFiles);
  }
}
