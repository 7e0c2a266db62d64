package io.jorch.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything that makes up one container of a service: when any of it changes, running tasks are
/// replaced. Values are what the file says; what is empty comes from the image.
///
/// @param image reference as users write it, such as `nginx:1.27`
/// @param imageId the image's id (`sha256:…`) pinned when the stack was accepted
/// @param restartNonce counts explicit restarts, so that one makes new tasks
public record TaskSpec(
    String image,
    Optional<String> imageId,
    Optional<List<String>> entrypoint,
    Optional<List<String>> command,
    Map<String, String> environment,
    Map<String, String> labels,
    Optional<String> user,
    List<String> groupAdd,
    Optional<String> workingDir,
    Optional<String> hostname,
    Optional<String> domainname,
    Optional<String> stopSignal,
    Duration stopGracePeriod,
    Optional<Healthcheck> healthcheck,
    Resources limits,
    Resources reservations,
    List<MountSpec> mounts,
    List<NetworkAttachment> networks,
    NetworkMode networkMode,
    Map<String, List<String>> extraHosts,
    boolean tty,
    boolean stdinOpen,
    boolean readOnly,
    boolean privileged,
    Set<String> capAdd,
    Set<String> capDrop,
    int restartNonce) {
  /// Label of a one-off task that is forgotten as soon as it has ended.
  public static final String FORGET_AT_END = "io.jorch.forget-at-end";

  public static final Duration DEFAULT_STOP_GRACE = Duration.ofSeconds(10);

  /// The named volumes among its mounts, each once.
  public List<VolumeName> volumes() {
    return mounts.stream()
        .filter(MountSpec.Volume.class::isInstance)
        .map(mount -> ((MountSpec.Volume) mount).volume())
        .distinct()
        .toList();
  }

  public TaskSpec withImageId(String id) {
    return new TaskSpec(
        image,
        Optional.of(id),
        entrypoint,
        command,
        environment,
        labels,
        user,
        groupAdd,
        workingDir,
        hostname,
        domainname,
        stopSignal,
        stopGracePeriod,
        healthcheck,
        limits,
        reservations,
        mounts,
        networks,
        networkMode,
        extraHosts,
        tty,
        stdinOpen,
        readOnly,
        privileged,
        capAdd,
        capDrop,
        restartNonce);
  }

  public TaskSpec withRestartNonce(int nonce) {
    return new TaskSpec(
        image,
        imageId,
        entrypoint,
        command,
        environment,
        labels,
        user,
        groupAdd,
        workingDir,
        hostname,
        domainname,
        stopSignal,
        stopGracePeriod,
        healthcheck,
        limits,
        reservations,
        mounts,
        networks,
        networkMode,
        extraHosts,
        tty,
        stdinOpen,
        readOnly,
        privileged,
        capAdd,
        capDrop,
        nonce);
  }

  public TaskSpec withContents(
      String newImage,
      Optional<String> newImageId,
      Optional<List<String>> newCommand,
      Map<String, String> newEnvironment,
      Map<String, String> newLabels) {
    return new TaskSpec(
        newImage,
        newImageId,
        entrypoint,
        newCommand,
        newEnvironment,
        newLabels,
        user,
        groupAdd,
        workingDir,
        hostname,
        domainname,
        stopSignal,
        stopGracePeriod,
        healthcheck,
        limits,
        reservations,
        mounts,
        networks,
        networkMode,
        extraHosts,
        tty,
        stdinOpen,
        readOnly,
        privileged,
        capAdd,
        capDrop,
        restartNonce);
  }

  /// What network namespace a container lives in.
  public enum NetworkMode {
    /// Its own, attached to the networks listed.
    NETWORKS,
    /// Its own, with loopback only.
    NONE,
    /// The host's.
    HOST
  }
}
