package io.jorch.cli.testbed;

import java.io.IOException;
import java.nio.file.Path;

/// What may befall the cables of a lab. Links stay up whatever happens here: nobody is told.
public final class Cables {
  private final Switch cables;
  private final Cuts cuts;
  private final Path relay;

  Cables(Switch cables, Path relay) {
    this.cables = cables;
    this.relay = relay;
    cuts = new Cuts(cables.namespace());
  }

  /// Nothing gets in or out any more.
  public void cut(Host host) throws IOException {
    cuts.cut(host.port());
  }

  /// Nothing it sends arrives; it still hears.
  public void mute(Host host) throws IOException {
    cuts.mute(host.port());
  }

  /// It hears nothing; what it sends arrives.
  public void deafen(Host host) throws IOException {
    cuts.deafen(host.port());
  }

  /// The two do not hear each other; all others hear both.
  public void part(Host one, Host other) throws IOException {
    cuts.part(one.port(), other.port());
  }

  /// Nothing from the one arrives at the other; the other way is as it was.
  public void partOneWay(Host from, Host to) throws IOException {
    cuts.partOneWay(from.port(), to.port());
  }

  /// Nothing is cut any more. Bad cables stay.
  public void heal() throws IOException {
    cuts.heal();
  }

  /// Gives it a bad cable.
  public void impair(Host host, Impairment how) throws IOException {
    cables.impair(host.port(), how, relay);
  }

  /// Gives it a good cable again.
  public void mend(Host host) throws IOException {
    cables.mend(host.port());
  }
}
