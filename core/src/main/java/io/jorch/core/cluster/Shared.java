package io.jorch.core.cluster;

import io.jorch.core.model.Id;
import io.jorch.core.model.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What members of a cluster share: maps, and the knowledge of who else is a member.
public interface Shared {
  /// The map of that name; always the same object for the same name.
  <K extends Id, V> SharedMap<K, V> map(MapName<K, V> name);

  /// The members now, this one among them, the longest there first.
  List<MemberInfo> members();

  /// Nodes whose members left while this one was there, and that are not back.
  Set<NodeId> departed();

  /// How long this member has been there: one that is young may not have found the others yet.
  Duration age();

  /// Tells of members that come or go from now on.
  Subscription watchMembers(MembershipListener listener);
}
