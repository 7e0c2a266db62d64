package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Whose store a directory holds: what its file `store` says. Form 1 is a store that is alone, with
/// the group's id on the second line; form 2 adds a line `member NODE founder|newcomer`.
///
/// @param group identifies the log: members only talk to members with the same one
record Identity(UUID group, Optional<Seat> seat) {
  private static final String ALONE = "jorch-store 1";
  private static final String MEMBER = "jorch-store 2";

  /// A member's place in its group.
  ///
  /// @param founder it made the group, so before the log says anything the group is it alone
  record Seat(NodeId node, boolean founder) {}

  static Identity alone(UUID group) {
    return new Identity(group, Optional.empty());
  }

  static Identity member(UUID group, NodeId node, boolean founder) {
    return new Identity(group, Optional.of(new Seat(node, founder)));
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(seat.isEmpty() ? ALONE : MEMBER, "" + group));
    seat.ifPresent(
        place ->
            lines.add("member " + place.node() + (place.founder() ? " founder" : " newcomer")));
    return lines;
  }

  static boolean knows(String form) {
    return form.equals(ALONE) || form.equals(MEMBER);
  }

  static String newestForm() {
    return MEMBER;
  }

  /// @throws IllegalArgumentException when the lines make no sense
  static Identity parse(List<String> lines) {
    if (lines.size() < 2) {
      throw new IllegalArgumentException("it ends too early");
    }
    UUID group = UUID.fromString(lines.get(1));
    if (lines.getFirst().equals(ALONE)) {
      return alone(group);
    }
    String[] words = lines.size() < 3 ? new String[0] : lines.get(2).split(" ", -1);
    if (words.length != 3 || !words[0].equals("member")) {
      throw new IllegalArgumentException("it does not name its member");
    }
    return member(group, new NodeId(words[1]), words[2].equals("founder"));
  }
}
