package io.jorch.cli.daemon;

import io.jorch.core.mesh.Mesh;
import io.jorch.core.mesh.MeshStream;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Roster;
import io.jorch.core.wire.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rosters on their way from managers to everyone else: a line of JSON for each, the present one
/// first.
final class RosterFeed implements AutoCloseable {
  static final String SERVICE = "roster";

  private static final Logger LOG = LoggerFactory.getLogger(RosterFeed.class);
  private static final long REST_MILLIS = 1_000;

  private final Neighbours neighbours;
  private final Thread follower;

  private RosterFeed(Neighbours neighbours) {
    this.neighbours = neighbours;
    this.follower = Thread.ofVirtual().name("roster").unstarted(this::run);
  }

  /// Sends every roster that this node takes to whoever asks. Only for managers, which read theirs
  /// from the store.
  static void serve(Neighbours neighbours) {
    Object changed = new Object();
    neighbours.onRoster(
        next -> {
          synchronized (changed) {
            changed.notifyAll();
          }
        });
    neighbours.mesh().register(SERVICE, stream -> send(neighbours, changed, stream));
  }

  private static void send(Neighbours neighbours, Object changed, MeshStream stream)
      throws IOException {
    long sent = -1;
    try {
      while (true) {
        Roster now = neighbours.roster();
        if (now.version() != sent) {
          String line = Wire.text(Roster.class, now) + "\n";
          stream.output().write(line.getBytes(StandardCharsets.UTF_8));
          sent = now.version();
        }
        synchronized (changed) {
          if (neighbours.roster().version() == sent) changed.wait(REST_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Follows one manager after another.
  static RosterFeed follow(Neighbours neighbours) {
    RosterFeed feed = new RosterFeed(neighbours);
    feed.follower.start();
    return feed;
  }

  private void run() {
    try {
      while (true) {
        List<Roster.Entry> managers = new ArrayList<>(neighbours.roster().managers());
        Collections.shuffle(managers);
        for (Roster.Entry manager : managers) read(neighbours.mesh(), manager);
        Thread.sleep(REST_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Mesh mesh, Roster.Entry manager) throws InterruptedException {
    try (MeshStream stream = mesh.open(manager.id(), SERVICE)) {
      if (stream.peer().role() != NodeRole.MANAGER) return;
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream.input(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        neighbours.roster(Wire.read(Roster.class, line));
      }
    } catch (IOException | RuntimeException e) {
      if (Thread.interrupted()) throw new InterruptedException();
      LOG.debug("the roster of {} is not followed: {}", manager.hostname(), e.getMessage());
    }
  }

  @Override
  public void close() {
    follower.interrupt();
  }
}
