package io.jorch.agent.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.agent.build.Instruction.Command;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DockerfileTest {
  static Stream<Path> invalid() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory())) {
      files = all.filter(p -> p.toString().endsWith(".Dockerfile")).sorted().toList();
    }
    assertEquals(9, files.size());
    return files.stream();
  }

  private static Path directory() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(DockerfileTest.class.getResource("invalid")).toURI());
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void tellsEveryProblemWithItsLine(Path file) throws Exception {
    String expected =
        Files.readString(Path.of(file.toString().replace(".Dockerfile", ".expected")));
    BuildException e =
        assertThrows(
            BuildException.class, () -> Dockerfile.parse("Dockerfile", Files.readString(file)));
    assertEquals(expected.strip(), e.getMessage());
  }

  private static List<Instruction> steps(String text) throws Exception {
    return Dockerfile.parse("Dockerfile", "FROM scratch\n" + text).stages().getLast().steps();
  }

  private static Instruction step(String text) throws Exception {
    return steps(text).getFirst();
  }

  private static Command command(String text) throws Exception {
    return ((Instruction.Run) step(text)).command();
  }

  @Test
  void readsBothFormsOfCommands() throws Exception {
    assertEquals(new Command.ShellForm("echo $X \"a  b\""), command("RUN echo $X \"a  b\"\n"));
    assertEquals(
        new Command.ExecForm(List.of("/bin/x", "a b")), command("run [\"/bin/x\", \"a b\"]\n"));
    assertEquals(new Command.ShellForm("['a']"), command("RUN ['a']\n"));
  }

  @Test
  void joinsContinuedLines() throws Exception {
    assertEquals(
        new Command.ShellForm("one   && two"), command("RUN one \\\n# between\n\n  && two\n"));
    String windows = "# escape=`\nFROM scratch\nRUN dir `\n c:\\x\n";
    Instruction.Run run =
        (Instruction.Run) Dockerfile.parse("f", windows).stages().getFirst().steps().getFirst();
    assertEquals(new Command.ShellForm("dir  c:\\x"), run.command());
    assertEquals(3, run.at().line());
  }

  @Test
  void readsPairsAndTheOldFormOfEnv() throws Exception {
    assertEquals(
        Map.of("A", "\"b c\"", "D", "e\\ f"),
        ((Instruction.Env) step("ENV A=\"b c\" D=e\\ f\n")).values());
    assertEquals(Map.of("A", "b  c"), ((Instruction.Env) step("ENV A b  c\n")).values());
  }

  @Test
  void readsCopiesWithFlagsAndDocuments() throws Exception {
    Instruction.Copy copy =
        (Instruction.Copy)
            step("COPY --from=x --chown=1:2 --chmod=755 [\"a b\", \"c\", \"/d/\"]\n");
    assertEquals(List.of("a b", "c"), copy.sources());
    assertEquals("/d/", copy.target());
    assertEquals(Optional.of("x"), copy.from());
    assertEquals(Optional.of("1:2"), copy.owner());
    assertEquals(Optional.of("755"), copy.mode());
    Instruction.Copy document = (Instruction.Copy) step("COPY <<-'EOF' /x\n\thello\nEOF\n");
    assertEquals(
        List.of(new Instruction.HereDocument("EOF", "hello\n", false)), document.documents());
    assertEquals(List.of(), document.sources());
  }

  @Test
  void readsHealthChecks() throws Exception {
    Instruction.Health health =
        (Instruction.Health)
            step("HEALTHCHECK --interval=1m30s --timeout=500ms --retries=4 CMD wget -q x\n");
    assertEquals(Optional.of(new Command.ShellForm("wget -q x")), health.command());
    assertEquals(Optional.of(Duration.ofSeconds(90)), health.times().interval());
    assertEquals(Optional.of(Duration.ofMillis(500)), health.times().timeout());
    assertEquals(Optional.of(4), health.times().retries());
    assertEquals(Optional.empty(), ((Instruction.Health) step("HEALTHCHECK NONE\n")).command());
  }

  @Test
  void aScriptAloneIsADocumentAndOtherwiseTheShellReadsIt() throws Exception {
    assertEquals(new Command.ShellForm("a\nb\n"), command("RUN <<EOF\na\nb\nEOF\n"));
    assertEquals(
        new Command.ShellForm("cat <<EOF > /x\na\nEOF\n"), command("RUN cat <<EOF > /x\na\nEOF\n"));
    assertEquals(new Command.ShellForm("echo $((1<<3))"), command("RUN echo $((1<<3))\n"));
  }

  @Test
  void findsStagesByNameInAnyCaseAndByNumber() throws Exception {
    Dockerfile file = Dockerfile.parse("f", "FROM a AS One\nFROM b\nFROM one\n");
    assertEquals(0, file.stage("ONE", 2).orElseThrow().index());
    assertEquals(1, file.stage("1", 2).orElseThrow().index());
    assertEquals(Optional.empty(), file.stage("1", 1));
  }
}
