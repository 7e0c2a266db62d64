package io.jorch.cli.daemon;

import io.jorch.core.mesh.JoinClient;
import io.jorch.core.mesh.Joined;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Fingerprint;
import io.jorch.core.trust.Identity;
import io.jorch.core.trust.Roster;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps this node's certificate good: gets the next one in time, and at once when the node is to
/// have another role or the authority another root.
final class Renewal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
  private static final long LOOK_MILLIS = 60_000;
  private static final long AGAIN_MILLIS = 2_000;

  private final Neighbours neighbours;
  private final InstantSource clock;
  private final Runnable roleChanged;
  private final Thread thread;

  private Renewal(Neighbours neighbours, InstantSource clock, Runnable roleChanged) {
    this.neighbours = neighbours;
    this.clock = clock;
    this.roleChanged = roleChanged;
    this.thread = Thread.ofPlatform().daemon().name("renewal").unstarted(this::run);
  }

  /// @param roleChanged called once this node has a certificate of another role
  static Renewal start(Neighbours neighbours, InstantSource clock, Runnable roleChanged) {
    Renewal renewal = new Renewal(neighbours, clock, roleChanged);
    neighbours.onRoster(
        roster -> {
          synchronized (renewal) {
            renewal.notifyAll();
          }
        });
    renewal.thread.start();
    return renewal;
  }

  private void run() {
    try {
      while (true) {
        boolean good = !due() || renewed();
        synchronized (this) {
          wait(good ? LOOK_MILLIS : AGAIN_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean due() {
    Identity identity = neighbours.credentials().identity();
    return !clock.instant().isBefore(identity.renewal())
        || role() != identity.role()
        || !newest(identity);
  }

  private NodeRole role() {
    NodeRole now = neighbours.credentials().identity().role();
    return neighbours.membership().own().map(Roster.Entry::role).orElse(now);
  }

  /// The root trusted last is the one that signs.
  private boolean newest(Identity identity) {
    X509Certificate root = neighbours.roster().trust().certificates().getLast();
    return Fingerprint.of(identity.chain().getLast()).equals(Fingerprint.of(root));
  }

  private boolean renewed() {
    NodeRole before = neighbours.credentials().identity().role();
    NodeId self = neighbours.credentials().identity().node();
    List<Roster.Entry> managers = neighbours.roster().managers();
    for (Roster.Entry manager : managers) {
      if (manager.id().equals(self) && managers.size() > 1) continue;
      try {
        Joined joined = JoinClient.renew(neighbours.mesh(), manager.id(), clock);
        neighbours.files().save(joined.identity());
        neighbours.credentials().renew(joined.identity());
        LOG.info("the node's certificate is now {}", joined.identity());
        if (joined.identity().role() != before) roleChanged.run();
        return true;
      } catch (IOException | RuntimeException e) {
        LOG.warn("the node's certificate is not renewed yet: {}", e.getMessage());
      }
    }
    return managers.isEmpty();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
