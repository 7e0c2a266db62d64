package io.jorch.cli.testbed;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Some hosts, the switch between them, and a client that is plugged in beside them. Labs do not
/// meet: each has a network of its own. Hosts are numbered from 1 and have power from the
/// beginning; daemons are started when wanted.
public final class Lab implements AutoCloseable {
  private static final String PREFIX = "jorch-lab-";
  private static final int LABS = 254;
  private final int number;
  private final Path directory;
  private final Switch cables;
  private final Optional<Warden> warden;

  private Lab(int number, Path directory, Switch cables, Optional<Warden> warden) {
    this.number = number;
    this.directory = directory;
    this.cables = cables;
    this.warden = warden;
  }

  /// One that ends with this process, however that ends.
  public static Lab create(int hosts) throws IOException {
    return create(hosts, true);
  }

  /// One that stays until it is opened and closed.
  public static Lab createLasting(int hosts) throws IOException {
    return create(hosts, false);
  }

  private static Lab create(int hosts, boolean guarded) throws IOException {
    if (hosts < 1 || hosts >= Port.CLIENT)
      throw new IllegalArgumentException("a lab has 1 to 253 hosts, not " + hosts);
    int number = reserve();
    Path directory = directory(number);
    Optional<Warden> warden =
        guarded ? Optional.of(Warden.over(number, directory)) : Optional.empty();
    try {
      Lab lab = new Lab(number, directory, Switch.create(directory.resolve("switch")), warden);
      Path client = Files.createDirectories(directory.resolve("client"));
      lab.cables.plug(new Port(number, Port.CLIENT), Namespace.create("client", client));
      for (int i = 1; i <= hosts; i++) lab.at(i).plugIn();
      return lab;
    } catch (IOException | RuntimeException e) {
      remove(directory);
      warden.ifPresent(Warden::dismiss);
      throw e;
    }
  }

  /// Takes a number by making its directory.
  private static int reserve() throws IOException {
    RandomGenerator random = RandomGenerator.getDefault();
    for (int i = 0; i < 10 * LABS; i++) {
      int number = 1 + random.nextInt(LABS);
      try {
        Files.createDirectory(directory(number));
        return number;
      } catch (FileAlreadyExistsException e) {
        // another lab's
      }
    }
    throw new IOException("all numbers of labs are taken; see " + directory(1).getParent());
  }

  private static Path directory(int number) {
    return Path.of("/tmp", PREFIX + number);
  }

  /// One that another process created.
  public static Lab open(int number) throws IOException {
    Path directory = directory(number);
    return new Lab(number, directory, Switch.in(directory.resolve("switch")), Optional.empty());
  }

  /// Those on this machine, lasting or not.
  public static List<Integer> numbers() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/tmp"))) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.matches(PREFIX + "\\d{1,3}"))
          .map(name -> Integer.parseInt(name.substring(PREFIX.length())))
          .sorted()
          .toList();
    }
  }

  public int number() {
    return number;
  }

  /// Seen by all hosts; gone with the lab.
  public Path directory() {
    return directory;
  }

  public Host host(int number) {
    Host host = at(number);
    if (!Files.isDirectory(host.home()))
      throw new IllegalArgumentException("there is no host " + number + " in lab " + this.number);
    return host;
  }

  private Host at(int host) {
    return new Host(new Port(number, host), cables, directory.resolve("" + host));
  }

  public List<Host> hosts() {
    List<Host> hosts = new ArrayList<>();
    for (int i = 1; Files.isDirectory(directory.resolve("" + i)); i++) hosts.add(at(i));
    return hosts;
  }

  /// On the same switch as the hosts, with nothing in it.
  public Namespace client() throws IOException {
    return Namespace.in(directory.resolve("client"))
        .orElseThrow(() -> new IOException("lab " + number + " has lost its client"));
  }

  /// Starts the daemons of all hosts at the same time, and waits until all answer.
  public void start() throws IOException {
    List<Process> processes = new ArrayList<>();
    for (Host host : hosts()) processes.add(host.daemon().launch());
    for (Host host : hosts()) host.daemon().awaitReady(processes.get(host.number() - 1));
  }

  /// What may befall the cables.
  public Cables cables() throws IOException {
    return new Cables(cables, Relay.program(directory));
  }

  /// As [Host#powerOff] for all hosts; then nothing is left of them, of the files neither.
  @Override
  public void close() throws IOException {
    remove(directory);
    warden.ifPresent(Warden::dismiss);
  }

  /// Of a lab that may be there in part only.
  static void remove(int number) throws IOException {
    remove(directory(number));
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> below = Files.list(directory)) {
      for (Path home : below.filter(Files::isDirectory).toList()) Remains.of(home).end();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    }
  }
}
