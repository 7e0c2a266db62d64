package io.jorch.cli.testbed;

import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.cli.system.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// A network and a host name of its own, held by a process that sleeps: no name in the file system
/// and no mount. It lives until its last process has ended.
///
/// @param holder pid of that process, whose arguments name the directory of the namespace
public record Namespace(long holder) {
  private static final String FILE = "namespace.pid";

  /// The loopback is up in it. Its holder outlives this process.
  static Namespace create(String hostname, Path directory) throws IOException {
    String script =
        "echo \"$0\" >/proc/sys/kernel/hostname && ip link set lo up && echo ready"
            + " && exec >/dev/null 2>&1 && exec -a \"jorch-testbed $1\" sleep infinity";
    Process process =
        new ProcessBuilder(
                "setsid",
                "unshare",
                "--net",
                "--uts",
                "bash",
                "-c",
                script,
                hostname,
                directory + "/")
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    String said = process.inputReader().readLine();
    if (!"ready".equals(said))
      throw new IOException("could not make the network namespace of " + hostname + ": " + said);
    Files.writeString(directory.resolve(FILE), process.pid() + "\n");
    return new Namespace(process.pid());
  }

  /// That of a directory, if it is there.
  static Optional<Namespace> in(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) return Optional.empty();
    Namespace found = new Namespace(Long.parseLong(Files.readString(file).strip()));
    boolean lives = Marks.text(found.process().resolve("cmdline")).contains(directory + "/");
    return lives ? Optional.of(found) : Optional.empty();
  }

  private Path process() {
    return Path.of("/proc", "" + holder);
  }

  /// A command that runs in it, under the same pid as the process that starts it.
  public List<String> inside(List<String> words) {
    List<String> all = new ArrayList<>(List.of("nsenter"));
    for (String kind : List.of("net", "uts"))
      all.add("--" + kind + "=/proc/" + holder + "/ns/" + kind);
    all.addAll(words);
    return all;
  }

  /// What a command in it writes, errors too. One that fails is an error.
  public String output(String... words) throws IOException {
    return Programs.output(inside(List.of(words)));
  }

  /// Runs work of this process on a thread in it: sockets that are made there are of this network.
  public <T> T call(Callable<T> work) throws IOException {
    try (NetNamespace network = NetNamespace.of(holder)) {
      return network.call(work);
    }
  }

  /// Its network as a link in /proc reads.
  String network() {
    return Marks.link(process().resolve("ns/net"));
  }

  /// Lets go of it.
  void close() {
    ProcessHandle.of(holder)
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }
}
