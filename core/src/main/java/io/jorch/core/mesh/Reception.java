package io.jorch.core.mesh;

import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The answering side: one connection from its acceptance to a served stream, or to a refusal.
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final int STRANGERS = 512;
  private static final int STRANGERS_OF_ONE_ADDRESS = 128;

  private final Credentials credentials;
  private final Patience patience;
  private final int streamsOfOne;
  private final Map<String, Service> services;
  private final Streams streams;
  private final Gate gate = new Gate(STRANGERS, STRANGERS_OF_ONE_ADDRESS);
  private volatile Optional<Guests> guests = Optional.empty();

  Reception(
      Credentials credentials, MeshConfig config, Map<String, Service> services, Streams streams) {
    this.credentials = credentials;
    this.patience = config.patience();
    this.streamsOfOne = config.streamsOfOne();
    this.services = services;
    this.streams = streams;
  }

  void guests(Optional<Guests> handler) {
    guests = handler;
  }

  /// Takes over the socket. Does not wait.
  void receive(Socket plain) {
    InetAddress from = plain.getInetAddress();
    if (!gate.enter(from)) {
      LOG.debug("too many unproven connections; one from {} is closed", from);
      Sockets.close(plain);
      return;
    }
    Thread.ofVirtual().name("mesh-serve").start(() -> serve(plain, from));
  }

  /// What a connection turned out to be.
  private sealed interface Visit {
    record Member(Wires wires, Peer peer, String name, Service service) implements Visit {}

    record Guest(Wires wires, Guests handler) implements Visit {}

    record Turned() implements Visit {}
  }

  private void serve(Socket plain, InetAddress from) {
    try {
      Visit visit;
      try {
        visit = identified(plain);
        if (visit instanceof Visit.Guest guest) {
          entertain(guest, plain, from);
        }
      } finally {
        gate.leave(from);
      }
      if (visit instanceof Visit.Member member) {
        serve(member);
      } else {
        Sockets.close(plain);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("a connection from {} failed", from, e);
      Sockets.close(plain);
    }
  }

  private Visit identified(Socket plain) throws IOException {
    try (Deadline deadline = new Deadline(plain, patience.handshake())) {
      SSLSocket tls = secured(plain);
      List<X509Certificate> chain = Sockets.peerChain(tls);
      Wires wires = new Wires(plain, tls);
      Optional<Frame> hello = wires.read();
      if (hello.isEmpty() || hello.orElseThrow().kind() != Frame.Kind.HELLO) {
        return new Visit.Turned();
      }
      Visit visit = answered(wires, chain, hello.orElseThrow().text());
      if (deadline.passed()) {
        throw new IOException("no service named in time");
      }
      return visit;
    } catch (CertificateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private SSLSocket secured(Socket plain) throws IOException {
    SSLSocket tls = Sockets.tls(plain, credentials.context(), false);
    if (guests.isPresent()) {
      tls.setWantClientAuth(true);
    } else {
      tls.setNeedClientAuth(true);
    }
    try {
      tls.startHandshake();
      return tls;
    } catch (SSLException e) {
      // The peer believes the handshake done and goes on sending; it shall get to the alert.
      Sockets.linger(plain);
      throw e;
    }
  }

  private Visit answered(Wires wires, List<X509Certificate> chain, String hello)
      throws IOException, CertificateException {
    if (hello.isEmpty() || hello.charAt(0) != Dialing.VERSION) {
      return refused(wires, "it speaks another version of the mesh's protocol; use one jorch");
    }
    String name = hello.substring(1);
    if (chain.isEmpty()) {
      if (name.equals(Guests.SERVICE) && guests.isPresent()) {
        wires.send(Frame.of(Frame.Kind.ACCEPT));
        return new Visit.Guest(wires, guests.orElseThrow());
      }
      return refused(wires, "it demands a certificate of this cluster");
    }
    Peer peer = Peer.of(chain, credentials);
    Optional<Service> service = Optional.ofNullable(services.get(name));
    if (service.isEmpty()) {
      return refused(wires, "node " + credentials.identity().node() + " serves no such thing");
    } else if (!service.orElseThrow().allowed().contains(peer.subject().role())) {
      return refused(wires, "only a " + roles(service.orElseThrow()) + " may");
    } else if (streams.acceptedOf(peer.subject().node()) >= streamsOfOne) {
      return refused(wires, "it has " + streamsOfOne + " streams open there already");
    }
    return new Visit.Member(wires, peer, name, service.orElseThrow());
  }

  private static String roles(Service service) {
    return service.allowed().stream()
        .map(NodeRole::text)
        .sorted()
        .collect(Collectors.joining(" or "));
  }

  private static Visit refused(Wires wires, String why) throws IOException {
    wires.send(Frame.of(Frame.Kind.REFUSE, why));
    wires.shut();
    // So that the refusal is not overtaken by a reset; the deadline is running.
    while (wires.read().isPresent()) {}
    return new Visit.Turned();
  }

  private void entertain(Visit.Guest guest, Socket plain, InetAddress from) throws IOException {
    try (Deadline _ = new Deadline(plain, Guests.STAY)) {
      Link link = new Link(guest.wires(), "the stream of a guest", patience, closed -> {});
      link.start();
      try {
        guest.handler().handle(new LinkInput(link), new LinkOutput(link), from);
        link.end();
        link.refuseInput();
        link.awaitGone();
      } finally {
        link.close();
      }
    }
  }

  private void serve(Visit.Member member) throws IOException {
    Peer peer = member.peer();
    String name = "the stream '" + member.name() + "' from node " + peer.subject().node();
    Link link = streams.accepted(member.wires(), peer, name, member.service().lastWord());
    link.start();
    // Only now: whoever is removed from here on has its stream among those that are cut.
    member.wires().send(Frame.of(Frame.Kind.ACCEPT));
    try {
      member.service().handler().handle(new MeshStream(link, peer, member.name()));
      link.end();
      link.refuseInput();
    } catch (IOException e) {
      link.abort(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("{} failed", name, e);
      link.abort("it failed by a fault in the service: " + e);
    }
  }
}
