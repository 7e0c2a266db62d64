package io.jorch.core.mesh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process in a network namespace of its own or shared, spoken to line by line. All of it ends
/// with this test, also when that is killed: each process ends with its standard input.
final class Host implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  private Host(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  /// A namespace with nothing in it but the loopback, and a shell that does what it is told.
  static Host namespace() throws IOException {
    Host host = new Host(new ProcessBuilder("unshare", "--net", "sh").start());
    host.run("ip link set lo up");
    return host;
  }

  /// Runs a command in the shell.
  void run(String command) throws IOException {
    String answer = ask("if " + command + " >/dev/null 2>&1; then echo ok; else echo failed; fi");
    if (!answer.equals("ok")) {
      throw new IOException("'" + command + "' " + answer);
    }
  }

  long pid() {
    return process.pid();
  }

  /// A member in this namespace, once it has joined whom it finds.
  Host member(Path directory, List<String> nodes) throws IOException {
    List<String> command = new ArrayList<>(List.of("nsenter", "--net=/proc/" + pid() + "/ns/net"));
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(each -> !each.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-Xmx128m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TestMember.class.getName(), directory.toString()));
    command.addAll(nodes);
    ProcessBuilder builder = new ProcessBuilder(command);
    Host member =
        new Host(builder.redirectError(Redirect.to(directory.resolve("err").toFile())).start());
    String said = member.line();
    if (!said.equals("ready")) {
      throw new IOException("a member did not start: " + said);
    }
    return member;
  }

  String ask(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    return line();
  }

  private String line() throws IOException {
    String line = out.readLine();
    return line == null ? "ended" : line;
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
