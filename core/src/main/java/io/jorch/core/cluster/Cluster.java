package io.jorch.core.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.internal.util.ConcurrencyUtil;
import io.jorch.core.model.Id;
import io.jorch.core.model.NodeId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// This node's membership in the cluster. Several may live in one process.
public final class Cluster implements Shared, AutoCloseable {
  /// Hazelcast tells its life at info level. Held, because the log registry forgets unused loggers.
  private static final Logger HAZELCAST_LOG = Logger.getLogger("com.hazelcast");

  private static final Logger NODE_LOG = Logger.getLogger("com.hazelcast.instance.impl.Node");

  /// Warns of each attempt to reach a member that is away.
  private static final Logger CONNECTION_LOG =
      Logger.getLogger("com.hazelcast.internal.server.tcp");

  /// Where Hazelcast hands out answers. By itself it would begin a thread for each of them on a
  /// machine with no more than two processors.
  private static final Executor ANSWERS =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("answers").factory());

  static {
    ConcurrencyUtil.setDefaultAsyncExecutor(ANSWERS);
  }

  private final HazelcastInstance hazelcast;
  private final long began = System.nanoTime();
  private final Map<MapName<?, ?>, SharedMap<?, ?>> maps = new ConcurrentHashMap<>();

  private final Set<NodeId> departed = ConcurrentHashMap.newKeySet();

  private Cluster(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
    watchMembers(new Departures());
  }

  private final class Departures implements MembershipListener {
    @Override
    public void joined(MemberInfo member) {
      departed.remove(member.node());
    }

    @Override
    public void left(MemberInfo member) {
      departed.add(member.node());
    }

    @Override
    public void merged() {
      departed.clear();
    }
  }

  /// Binds and joins the peers that answer, or begins a cluster of its own. Blocks until then; may
  /// be called on any thread.
  ///
  /// @throws ClusterException when the address cannot be bound, or joining is refused
  public static Cluster start(ClusterConfig config) {
    if (HAZELCAST_LOG.getLevel() == null) {
      HAZELCAST_LOG.setLevel(Level.WARNING);
    }
    if (CONNECTION_LOG.getLevel() == null) {
      CONNECTION_LOG.setLevel(Level.SEVERE);
    }
    // Its warnings to a member alone are that it has no peers, and that it hands nothing over.
    NODE_LOG.setLevel(config.peers().isEmpty() ? Level.SEVERE : null);
    try {
      return new Cluster(Hazelcast.newHazelcastInstance(MemberSettings.of(config)));
    } catch (HazelcastException | IllegalStateException e) {
      throw new ClusterException(
          "cannot start the cluster member of node "
              + config.node()
              + " on "
              + config.address().getHostAddress()
              + ":"
              + config.port()
              + ": "
              + e.getMessage()
              + "; check that no other daemon uses this address",
          e);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // a name is only ever stored with a map of its own types
  public <K extends Id, V> SharedMap<K, V> map(MapName<K, V> name) {
    return (SharedMap<K, V>)
        maps.computeIfAbsent(
            name, wanted -> new HazelcastMap<>(name, hazelcast.getMap(name.name())));
  }

  @Override
  public List<MemberInfo> members() {
    return hazelcast.getCluster().getMembers().stream()
        .map(Cluster::info)
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public Set<NodeId> departed() {
    return Set.copyOf(departed);
  }

  @Override
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public Subscription watchMembers(MembershipListener listener) {
    UUID registration =
        hazelcast
            .getCluster()
            .addMembershipListener(
                new com.hazelcast.cluster.MembershipListener() {
                  @Override
                  public void memberAdded(MembershipEvent event) {
                    info(event.getMember()).ifPresent(listener::joined);
                  }

                  @Override
                  public void memberRemoved(MembershipEvent event) {
                    info(event.getMember()).ifPresent(listener::left);
                  }
                });
    UUID life =
        hazelcast
            .getLifecycleService()
            .addLifecycleListener(
                event -> {
                  if (event.getState() == LifecycleState.MERGED) listener.merged();
                });
    return () -> {
      hazelcast.getCluster().removeMembershipListener(registration);
      hazelcast.getLifecycleService().removeLifecycleListener(life);
    };
  }

  /// Empty for a member that does not say whose it is: no member of ours.
  private static Optional<MemberInfo> info(Member member) {
    Map<String, String> said = member.getAttributes();
    if (!said.containsKey(MemberSettings.NODE)) {
      return Optional.empty();
    }
    return Optional.of(
        new MemberInfo(
            new NodeId(said.getOrDefault(MemberSettings.NODE, "")),
            said.getOrDefault(MemberSettings.INCARNATION, ""),
            member.getAddress().getHost(),
            roles(said.getOrDefault(MemberSettings.ROLES, "")),
            member.isLiteMember(),
            member.localMember()));
  }

  private static Set<Role> roles(String text) {
    return Arrays.stream(Role.values())
        .filter(
            role ->
                Arrays.asList(text.split(",", -1)).contains(role.name().toLowerCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Leaves. With others there, what this member holds is handed over first; alone there is
  /// nobody to take it.
  @Override
  public void close() {
    if (hazelcast.getCluster().getMembers().size() > 1) {
      hazelcast.getLifecycleService().shutdown();
    } else {
      hazelcast.getLifecycleService().terminate();
    }
  }
}
