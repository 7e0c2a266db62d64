package io.jorch.cli.testbed;

import io.jorch.cli.system.CommandLine;
import io.jorch.cli.system.Marks;
import io.jorch.cli.system.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One machine of a lab: a network and a host name, directories, and a daemon. All that is known
/// of it is on disk and in the kernel, so that several processes may look after it in turn.
public final class Host {
  private final Port port;
  private final Switch cables;
  private final Path home;

  Host(Port port, Switch cables, Path home) {
    this.port = port;
    this.cables = cables;
    this.home = home;
  }

  public int number() {
    return port.number();
  }

  public String address() {
    return port.address();
  }

  public String name() {
    return "host-" + number();
  }

  Port port() {
    return port;
  }

  /// Holds the directories of its daemon, and its log.
  public Path home() {
    return home;
  }

  public Path stateDir() {
    return home.resolve("state");
  }

  public Path runDir() {
    return home.resolve("run");
  }

  public Path log() {
    return home.resolve("daemon.log");
  }

  public HostDaemon daemon() {
    return new HostDaemon(this);
  }

  public Namespace namespace() throws IOException {
    return Namespace.in(home).orElseThrow(() -> new IOException(name() + " has no power"));
  }

  /// Runs a command of `jorch` against its daemon, in this process.
  public Ran cli(String... words) {
    return new CommandLine(home, stateDir(), runDir()).run(words);
  }

  /// What a program on it writes, errors too. One that fails is an error.
  public String output(String... words) throws IOException {
    return namespace().output(words);
  }

  /// Gives it power, the first time or again; its daemon is not started. The state directory is as
  /// it was.
  public void plugIn() throws IOException {
    Files.createDirectories(home);
    cables.plug(port, Namespace.create(name(), home));
  }

  /// What a power cut leaves: its files, as the page cache has them (what was never synced is
  /// there, too). Its cable is dead at once; no process of it gets to write a last word.
  public void powerOff() throws IOException {
    cables.unplug(port);
    daemon().kill();
    Remains.of(home).end();
  }

  /// Nothing of it comes back but its name and its address: what [#powerOn] starts next is a fresh
  /// machine.
  public void destroy() throws IOException {
    powerOff();
    try (Stream<Path> all = Files.walk(stateDir())) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }

  public void powerOn() throws IOException {
    plugIn();
    daemon().start();
  }

  /// Every process of it stops where it is; its kernel goes on: it acknowledges what is sent.
  public void freeze() throws IOException {
    Programs.signal("STOP", processes());
  }

  public void thaw() throws IOException {
    Programs.signal("CONT", processes());
  }

  private List<Long> processes() throws IOException {
    List<Long> pids = new ArrayList<>(daemon().pid().stream().toList());
    Marks marks = Marks.of(home, Optional.of(namespace().network()));
    pids.addAll(Remains.pids(marks.processes()));
    pids.remove(namespace().holder());
    return pids.stream().distinct().toList();
  }

  /// Its daemon's clock is that much ahead of the machine's (behind, when negative), from the
  /// daemon's next start on.
  public void skew(Duration offset) throws IOException {
    Files.writeString(home.resolve("clock"), offset.toString());
  }

  Optional<String> clock() throws IOException {
    Path file = home.resolve("clock");
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  @Override
  public String toString() {
    return name();
  }
}
