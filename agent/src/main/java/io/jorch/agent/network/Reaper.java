package io.jorch.agent.network;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.net.Conntrack;
import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Links;
import io.jorch.agent.linux.net.NetlinkRequest;
import io.jorch.agent.linux.net.NetlinkSocket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes down what containers leave: links and remembered connections. The kernel waits for all its
/// readers before a link is gone (tens of milliseconds), so this runs beside everything else, and
/// what has gathered meanwhile goes in one stroke.
final class Reaper implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Reaper.class.getName());

  /// Any number that nobody else gives to a group of links.
  private static final int DOOMED = 0x6a6f7264;

  private final NetlinkSocket route;
  private final NetlinkSocket netfilter;
  private final Thread thread;
  private List<String> links = new ArrayList<>();
  private Set<Ipv4> addresses = new HashSet<>();
  private List<String> going = List.of();
  private boolean busy;
  private boolean closed;

  Reaper() throws IOException {
    route = NetlinkSocket.route();
    netfilter = NetlinkSocket.netfilter();
    thread = Thread.ofPlatform().name("jorch-net-reaper").daemon().start(this::loop);
  }

  synchronized void reap(List<String> goneLinks, List<Ipv4> goneAddresses) {
    links.addAll(goneLinks);
    addresses.addAll(goneAddresses);
    notifyAll();
  }

  /// Waits until everything handed over so far is gone.
  synchronized void settle() throws InterruptedException {
    while (busy || !links.isEmpty() || !addresses.isEmpty()) wait();
  }

  /// Waits until no link of these names is about to be removed, so that they can be used again.
  synchronized void await(List<String> names) throws InterruptedException {
    while (names.stream().anyMatch(name -> links.contains(name) || going.contains(name))) wait();
  }

  private void loop() {
    try {
      while (step()) {
        // The work is in the condition.
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "the network reaper was interrupted");
    }
  }

  private boolean step() throws InterruptedException {
    List<String> goneLinks;
    Set<Ipv4> goneAddresses;
    synchronized (this) {
      busy = false;
      going = List.of();
      notifyAll();
      while (links.isEmpty() && addresses.isEmpty() && !closed) wait();
      if (links.isEmpty() && addresses.isEmpty()) return false;
      busy = true;
      goneLinks = links;
      going = links;
      goneAddresses = addresses;
      links = new ArrayList<>();
      addresses = new HashSet<>();
    }
    remove(goneLinks);
    forget(goneAddresses);
    return true;
  }

  private void remove(List<String> names) {
    for (String name : names) unlessGone(Links.group(name, DOOMED));
    unlessGone(Links.deleteGroup(DOOMED));
  }

  private void unlessGone(NetlinkRequest request) {
    try {
      route.run(request);
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENODEV)
        LOG.log(Level.WARNING, "{0}; the next start sweeps it", e.getMessage());
    }
  }

  private void forget(Set<Ipv4> gone) {
    if (gone.isEmpty()) return;
    try {
      Conntrack.forget(
          netfilter,
          flow -> gone.contains(flow.reply().source()) || gone.contains(flow.original().source()));
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "connections of removed containers stay until they time out: {0}",
          e.getMessage());
    }
  }

  /// Finishes what is handed over, then ends.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    route.close();
    netfilter.close();
  }
}
