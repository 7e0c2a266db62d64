package io.jorch.manager.store;

import io.jorch.core.model.VolumeName;
import java.util.List;
import java.util.Set;

/// What became of volumes that were to be removed.
///
/// @param gone they are no longer anywhere as far as the cluster is concerned
/// @param doomed those of which a node that is away may still have data; they count as gone, too
/// @param stays a sentence about each that could not be removed at once, or at all
public record VolumeFates(Set<VolumeName> gone, Set<DoomedVolume> doomed, List<String> stays) {
  /// There were none, or they are kept.
  public static final VolumeFates NONE = new VolumeFates(Set.of(), Set.of(), List.of());

  public VolumeFates {
    gone = Set.copyOf(gone);
    doomed = Set.copyOf(doomed);
    stays = List.copyOf(stays);
  }

  /// Nobody knows what became of them.
  public static VolumeFates unknown(String why) {
    return new VolumeFates(Set.of(), Set.of(), List.of(why));
  }
}
