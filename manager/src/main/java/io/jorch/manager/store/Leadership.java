package io.jorch.manager.store;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Who leads the group, as far as this member knows. A leader that hears nothing from a majority
/// gives up within about two seconds; others may lead by then.
public interface Leadership {
  Standing now();

  /// The leader, which may be this member; empty in a store that is alone.
  default Optional<Peer> leader() {
    return switch (now()) {
      case Standing.Leading leading -> self();
      case Standing.Following following -> Optional.of(following.leader());
      case Standing.Leaderless none -> Optional.empty();
      case Standing.Outside outside -> Optional.empty();
    };
  }

  /// The epoch in which this member leads, having applied everything committed before; empty when
  /// it does not lead.
  default OptionalLong leads() {
    return now() instanceof Standing.Leading leading
        ? OptionalLong.of(leading.epoch())
        : OptionalLong.empty();
  }

  /// This member; empty in a store that is alone, which has no address.
  Optional<Peer> self();

  /// Tells the present standing and then each change, in order, on a thread of its own: a slow
  /// listener delays the others. Short-lived standings between two slow calls may be left out, but
  /// never a change of epoch while leading.
  Watch watch(Consumer<Standing> listener);
}
