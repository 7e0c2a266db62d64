package io.jorch.agent.container;

import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.Libc;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.Poller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A runtime with an image made of the machine's static busybox, in a directory of its own. Closing
/// kills what still runs and deletes the directory.
final class Sandbox implements AutoCloseable {
  private static final Path BUSYBOX = Path.of("/usr/bin/busybox");
  private static final int EIO = 5;
  private static final List<String> APPLETS =
      List.of(
          "sh",
          "cat",
          "echo",
          "sleep",
          "true",
          "ls",
          "id",
          "grep",
          "hostname",
          "mount",
          "stat",
          "touch",
          "kill",
          "readlink",
          "test",
          "pwd",
          "env",
          "tty",
          "stty",
          "mkdir",
          "dd",
          "head",
          "ps",
          "ip",
          "ulimit",
          "seq",
          "wc",
          "tr",
          "umount",
          "chroot",
          "nc");

  final Path directory;
  final Path image;
  final Poller poller;
  final ContainerRuntime runtime;
  private final List<RunningContainer> started = new ArrayList<>();

  private Sandbox(Path directory) throws IOException {
    this.directory = directory;
    this.image = directory.resolve("image");
    this.poller = Poller.start("test");
    this.runtime = ContainerRuntime.open(poller, directory.resolve("skeleton")).attend();
  }

  static Sandbox open() throws IOException {
    Sandbox sandbox = new Sandbox(Files.createTempDirectory("jorch-it"));
    Path bin = Files.createDirectories(sandbox.image.resolve("bin"));
    Files.copy(BUSYBOX, bin.resolve("busybox"));
    for (String applet : APPLETS) Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
    Files.createDirectories(sandbox.image.resolve("etc"));
    Files.writeString(
        sandbox.image.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001:app:/home/app:/bin/sh\n");
    Files.writeString(
        sandbox.image.resolve("etc/group"), "root:x:0:\napp:x:1001:\nextra:x:2000:app\n");
    return sandbox;
  }

  /// A specification whose output comes through pipes.
  ContainerSpec spec(String... arguments) {
    String id = "it-" + UUID.randomUUID();
    Path own = directory.resolve(id);
    RootSpec root = new RootSpec(List.of(image), own.resolve("upper"), own.resolve("work"), false);
    return ContainerSpec.of(id, own, root, ProcessSpec.of(List.of(arguments)))
        .withStdio(new Stdio.Piped(false));
  }

  ContainerSpec shell(String script) {
    return spec("sh", "-c", script);
  }

  RunningContainer start(ContainerSpec spec) throws IOException {
    return track(runtime.start(spec));
  }

  record Result(int code, String out, String err) {}

  /// Runs it to its end; nothing is left of it then.
  Result run(ContainerSpec spec) throws Exception {
    RunningContainer container = start(spec);
    Streams streams = container.streams().orElseThrow();
    String out = text(streams.stdout());
    String err = text(streams.stderr());
    return new Result(container.exit().get().code(), out, err);
  }

  static String text(Fd fd) throws IOException {
    return new String(fd.input().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// Our side of a FIFO of the container.
  static Fd fifo(ContainerSpec spec, String name, boolean write) throws IOException {
    int mode = write ? Libc.O_WRONLY : Libc.O_RDONLY;
    return Fd.open(spec.directory().resolve(name).toString(), mode);
  }

  /// What a terminal shows until nobody has it open any more.
  static String untilHangup(Fd master) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    try {
      while (true) all.write(buffer, 0, master.read(buffer, 0, buffer.length));
    } catch (LinuxException hangup) {
      if (hangup.errno() != EIO) throw hangup;
      return all.toString(StandardCharsets.UTF_8);
    }
  }

  RunningContainer track(RunningContainer container) {
    started.add(container);
    return container;
  }

  @Override
  public void close() throws IOException {
    for (RunningContainer container : started) {
      if (!container.exit().isDone()) container.kill();
      container.close();
    }
    runtime.close();
    poller.close();
    ContainerDirectory.delete(directory);
  }
}
