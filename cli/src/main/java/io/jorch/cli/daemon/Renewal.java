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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps this node's certificate good: gets the next one in time, and at once when the node is to
/// have another role or the authority another root. While a root is being replaced it shows a
/// manager the certificate in use, once a minute: what was noted of it may be lost.
final class Renewal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
  private static final long LOOK_MILLIS = 60_000;
  private static final long AGAIN_MILLIS = 2_000;

  private final Neighbours neighbours;
  private final InstantSource clock;
  private final Runnable roleChanged;
  private final Thread thread;
  private boolean changed;

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
            renewal.changed = true;
            renewal.notifyAll();
          }
        });
    renewal.thread.start();
    return renewal;
  }

  private void run() {
    try {
      while (true) {
        boolean good = good();
        synchronized (this) {
          if (!changed) wait(good ? LOOK_MILLIS : AGAIN_MILLIS);
          changed = false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean good() {
    if (due() && !asked(this::renewed)) return false;
    return !neighbours.roster().trust().rotating() || asked(this::presented);
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

  /// What a manager is asked for.
  private interface Wish {
    /// Gives whether it is fulfilled now.
    boolean ask(NodeId manager) throws IOException;
  }

  /// Asks one manager after another, this node itself last.
  private boolean asked(Wish wish) {
    NodeId self = neighbours.credentials().identity().node();
    List<Roster.Entry> managers = new ArrayList<>(neighbours.roster().managers());
    Collections.shuffle(managers);
    managers.sort(Comparator.comparing(manager -> manager.id().equals(self)));
    for (Roster.Entry manager : managers) {
      try {
        if (wish.ask(manager.id())) return true;
      } catch (IOException | RuntimeException e) {
        LOG.warn(
            "the node's certificate is not renewed, or not seen to be, yet: {}", e.getMessage());
      }
    }
    return managers.isEmpty();
  }

  /// A manager that lags signs as the last authority did; the next one is asked then.
  private boolean renewed(NodeId manager) throws IOException {
    NodeRole before = neighbours.credentials().identity().role();
    Joined joined = JoinClient.renew(neighbours.mesh(), manager, clock);
    neighbours.files().save(joined.identity());
    neighbours.credentials().renew(joined.identity());
    LOG.info("the node's certificate is now {}", joined.identity());
    if (joined.identity().role() != before) roleChanged.run();
    return !due();
  }

  private boolean presented(NodeId manager) throws IOException {
    JoinClient.present(neighbours.mesh(), manager);
    return true;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
