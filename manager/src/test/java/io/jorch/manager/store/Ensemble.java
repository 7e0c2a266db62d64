package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Up to several members in one process, on ports of the loopback.
final class Ensemble implements AutoCloseable {
  private final Path directory;
  private final TestAuthority authority;
  private final Map<String, PeerAddress> addresses = new HashMap<>();
  private final Map<String, RaftStore> open = new HashMap<>();
  private long snapshotEvery = 1024;

  Ensemble(Path directory) {
    this.directory = directory;
    this.authority = new TestAuthority();
  }

  TestAuthority authority() {
    return authority;
  }

  Ensemble snapshotEvery(long entries) {
    snapshotEvery = entries;
    return this;
  }

  /// Founds with `a` and adds the others, one after the other.
  static Ensemble of(Path directory, String... names) {
    Ensemble ensemble = new Ensemble(directory);
    ensemble.found(names[0]);
    for (String name : List.of(names).subList(1, names.length)) {
      ensemble.join(name, names[0]);
    }
    return ensemble;
  }

  static NodeId id(String name) {
    return new NodeId("node0000000" + name);
  }

  Path directory(String name) {
    return directory.resolve(name);
  }

  PeerAddress address(String name) {
    return addresses.computeIfAbsent(name, fresh -> freeAddress());
  }

  static PeerAddress freeAddress() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new PeerAddress("127.0.0.1", socket.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Peer peer(String name) {
    return new Peer(id(name), address(name));
  }

  StoreConfig config(String name, Topology.Entry entry) {
    return StoreConfig.member(
            directory(name),
            new Topology.Member(
                id(name), address(name), address(name), entry, authority.issue(name)))
        .snapshotEvery(snapshotEvery);
  }

  RaftStore found(String name) {
    return opened(name, new Topology.Entry.Founder());
  }

  /// Opens a new member and has `through` add it.
  RaftStore join(String name, String through) {
    RaftStore store = wait(name, through);
    get(through).members().add(peer(name)).join();
    return store;
  }

  /// Opens a new member that nobody has added yet.
  RaftStore wait(String name, String through) {
    RaftStore there = get(through);
    return opened(name, new Topology.Entry.Newcomer(there.group(), there.members().all()));
  }

  /// Opens what was there before.
  RaftStore reopen(String name) {
    return opened(name, new Topology.Entry.Founder());
  }

  private RaftStore opened(String name, Topology.Entry entry) {
    RaftStore store = RaftStore.open(config(name, entry));
    open.put(name, store);
    return store;
  }

  RaftStore get(String name) {
    return Optional.ofNullable(open.get(name)).orElseThrow();
  }

  void stop(String name) {
    Optional.ofNullable(open.remove(name)).ifPresent(RaftStore::close);
  }

  /// The name of the one that leads, once there is one among those given.
  String leader(String... among) {
    String[] found = new String[1];
    await(
        "a leader among " + List.of(among),
        () -> {
          for (String name : among) {
            OptionalLong epoch = get(name).leadership().leads();
            if (epoch.isPresent()) {
              found[0] = name;
            }
          }
          return found[0] != null;
        });
    return found[0];
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() {
    List.copyOf(open.keySet()).forEach(this::stop);
  }
}
