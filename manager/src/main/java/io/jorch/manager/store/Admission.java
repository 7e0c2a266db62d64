package io.jorch.manager.store;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;

/// Decides whether a directory may be opened in a topology, and makes it fit: a new one is given a
/// group, a store that was alone becomes the first member of one.
final class Admission {
  private final StateDirectory directory;

  private Admission(StateDirectory directory) {
    this.directory = directory;
  }

  /// Returns whose the directory is now, durably.
  static Identity admit(StateDirectory directory, Topology topology) throws IOException {
    Admission admission = new Admission(directory);
    Identity identity =
        switch (topology) {
          case Topology.Alone alone -> admission.alone();
          case Topology.Member member -> admission.member(member);
        };
    directory.become(identity);
    return identity;
  }

  private Identity alone() {
    Optional<Identity> found = directory.identity();
    if (found.flatMap(Identity::seat).isPresent()) {
      throw refused(
          "it belongs to a manager of a cluster",
          "start the daemon with the cluster's state, or see `jorch cluster recover`");
    }
    return found.orElseGet(() -> Identity.alone(UUID.randomUUID()));
  }

  private Identity member(Topology.Member member) throws IOException {
    Optional<Identity> found = directory.identity();
    if (found.isEmpty()) {
      return fresh(member);
    }
    return found.get().seat().isPresent()
        ? again(found.get(), member)
        : converted(found.get(), member);
  }

  private static Identity fresh(Topology.Member member) {
    return switch (member.entry()) {
      case Topology.Entry.Founder founder ->
          Identity.member(UUID.randomUUID(), member.self(), true);
      case Topology.Entry.Newcomer newcomer ->
          Identity.member(newcomer.group(), member.self(), false);
    };
  }

  private Identity again(Identity found, Topology.Member member) {
    Identity.Seat seat = found.seat().orElseThrow();
    if (!seat.node().equals(member.self())) {
      throw refused(
          "it belongs to node " + seat.node() + ", and this is node " + member.self(),
          "use the node's own state directory");
    }
    if (member.entry() instanceof Topology.Entry.Newcomer newcomer
        && !newcomer.group().equals(found.group())) {
      throw refused(
          "it belongs to another cluster (group " + found.group() + ")",
          "move the directory away and join again");
    }
    return found;
  }

  /// The state moves into a new group, since its old one has a member without an address. Until
  /// the directory [StateDirectory#become]s the new group's, the old one is all there is.
  private Identity converted(Identity alone, Topology.Member member) throws IOException {
    if (member.entry() instanceof Topology.Entry.Newcomer) {
      throw refused(
          "it holds a store of this machine alone, which would be lost in a cluster's",
          "move the directory away and join again");
    }
    Identity next = Identity.member(UUID.randomUUID(), member.self(), true);
    if (Files.isDirectory(directory.group(alone.group()))) {
      DiskState state = DiskState.read(directory.group(alone.group()));
      NewGroup.write(directory, next.group(), state.image(), state.at(), state.term());
    }
    return next;
  }

  private StoreException refused(String why, String next) {
    return new StoreException(
        "cannot open the store in " + directory.path() + ": " + why + "; " + next);
  }
}
