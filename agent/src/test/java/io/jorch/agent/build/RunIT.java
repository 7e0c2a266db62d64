package io.jorch.agent.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.build.BuildEvent.Outcome;
import io.jorch.agent.container.ContainerRuntime;
import io.jorch.agent.image.FileStat;
import io.jorch.agent.image.Image;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.image.LayeredTree;
import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// RUN in real containers. Needs root and a static busybox.
class RunIT {
  private static final String BASE =
      """
      FROM scratch
      COPY --from=tools busybox /bin/busybox
      RUN ["/bin/busybox", "--install", "-s", "/bin"]
      """;

  private Path directory = Path.of("");
  private ImageStore store;
  private Poller poller;
  private ContainerRuntime runtime;
  private final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() throws Exception {
    directory = Files.createTempDirectory("jorch-it");
    store = ImageStore.open(directory.resolve("images"));
    poller = Poller.start("test");
    runtime = ContainerRuntime.open(poller, directory.resolve("skeleton")).attend();
  }

  @AfterEach
  void close() throws Exception {
    runtime.close();
    poller.close();
    store.close();
    Trees.delete(directory);
  }

  private Image build(String dockerfile) throws Exception {
    return build(dockerfile, Map.of());
  }

  private Image build(String dockerfile, Map<String, String> args) throws Exception {
    events.clear();
    Path context = Files.createDirectories(directory.resolve("context"));
    RunStep run = ContainerRunStep.open(runtime, directory.resolve("running"));
    BuildSpec spec =
        BuildSpec.of(context)
            .withDockerfile(new BuildSpec.Source.Inline(dockerfile))
            .withArgs(args)
            .withContexts(Map.of("tools", new BuildSpec.Context.Directory(Path.of("/usr/bin"))));
    BaseImages local = (reference, platform, refresh) -> store.resolve(reference);
    return new ImageBuilder(store, local, run).build(spec, events::add);
  }

  private List<Outcome> outcomes() {
    return events.stream()
        .filter(BuildEvent.StepDone.class::isInstance)
        .map(e -> ((BuildEvent.StepDone) e).outcome())
        .toList();
  }

  private List<String> output() {
    return events.stream()
        .filter(BuildEvent.Output.class::isInstance)
        .map(e -> ((BuildEvent.Output) e).line())
        .toList();
  }

  @Test
  void busyboxInstallsItsLinksAndIsCachedAfterwards() throws Exception {
    Image image = build(BASE);
    LayeredTree tree = new LayeredTree(image.layers());
    assertTrue(tree.findLink("/bin/sh").orElseThrow().stat().isLink());
    assertEquals(List.of("bin"), names(tree, "/"));
    assertEquals(image.id(), build(BASE).id());
    assertFalse(outcomes().contains(Outcome.BUILT));
  }

  private static List<String> names(LayeredTree tree, String path) throws Exception {
    return tree.children(tree.find(path).orElseThrow()).stream()
        .map(LayeredTree.Node::name)
        .toList();
  }

  @Test
  void whatACommandRemovesOrReplacesIsGoneInTheImage() throws Exception {
    Image image =
        build(
            BASE
                + """
                RUN mkdir -p /d /e && echo old > /d/old && echo x > /e/x && echo y > /e/y
                RUN rm -r /d && mkdir /d && echo new > /d/new && rm /e/x && chmod 4711 /e/y
                """);
    LayeredTree tree = new LayeredTree(image.layers());
    assertEquals(List.of("new"), names(tree, "/d"));
    assertEquals(List.of("y"), names(tree, "/e"));
    FileStat y = tree.find("/e/y").orElseThrow().stat();
    assertEquals(04711, y.permissions());
    Path archive = directory.resolve("image.tar");
    try (var out = Files.newOutputStream(archive)) {
      store.save(List.of(image.id().toString()), out);
    }
    try (ImageStore second = ImageStore.open(directory.resolve("second"));
        var in = Files.newInputStream(archive)) {
      Image loaded = second.load(in, io.jorch.agent.image.Progress.NONE).getFirst();
      assertEquals(image.id(), loaded.id());
      assertEquals(List.of("new"), names(new LayeredTree(loaded.layers()), "/d"));
    }
  }

  @Test
  void commandsSeeTheirEnvironmentUserAndDirectory() throws Exception {
    String dockerfile =
        BASE
            + """
            ARG FLAVOUR=plain
            ENV COLOUR=blue
            RUN mkdir -p /work && chown 7:8 /work
            USER 7:8
            WORKDIR /work
            RUN echo "$FLAVOUR $COLOUR $(id -u):$(id -g) $(pwd)" && touch mine
            RUN <<END
            echo from a document
            END
            SHELL ["/bin/busybox", "ash", "-e", "-c"]
            RUN echo other shell
            """;
    Image image = build(dockerfile, Map.of("FLAVOUR", "sweet"));
    assertEquals(List.of("sweet blue 7:8 /work", "from a document", "other shell"), output());
    FileStat mine = new LayeredTree(image.layers()).find("/work/mine").orElseThrow().stat();
    assertEquals("7:8", mine.uid() + ":" + mine.gid());
    build(dockerfile, Map.of("FLAVOUR", "sweet"));
    assertFalse(outcomes().contains(Outcome.BUILT));
    build(dockerfile, Map.of("FLAVOUR", "sour"));
    assertTrue(output().contains("sour blue 7:8 /work"));
  }

  @Test
  void aFailingCommandIsToldWithItsLineCodeAndOutput() throws Exception {
    BuildException e =
        assertThrows(
            BuildException.class,
            () -> build(BASE + "\nRUN echo one; echo two >&2; \\\n    exit 3\n"));
    String message = String.valueOf(e.getMessage());
    assertTrue(
        message.startsWith(
            "dockerfile_inline:5: RUN echo one; echo two >&2; exit 3: exit code 3; last output:\n"),
        message);
    assertTrue(message.contains("\n  one") && message.contains("\n  two"), message);
  }

  @Test
  void aMissingProgramIsToldWithItsLine() throws Exception {
    BuildException e =
        assertThrows(BuildException.class, () -> build(BASE + "RUN [\"/no/such\"]\n"));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("dockerfile_inline:4: RUN [\"/no/such\"]: "), message);
    assertTrue(message.contains("/no/such"), message);
  }

  @Test
  void theFirstCommandMayRunOnNothingButWhatWasCopied() throws Exception {
    Image image = build(BASE + "RUN grep -c . /etc/resolv.conf > /lines\n");
    String lines =
        Files.readString(new LayeredTree(image.layers()).find("/lines").orElseThrow().file());
    long expected =
        Files.readAllLines(Path.of("/etc/resolv.conf")).stream().filter(l -> !l.isEmpty()).count();
    assertEquals(Long.toString(expected), lines.strip());
    assertFalse(new LayeredTree(image.layers()).find("/etc").isPresent());
  }

  @Test
  void nothingIsLeftOfACommand() throws Exception {
    build(BASE + "RUN (sleep 1000 &) ; echo done\n");
    assertEquals(List.of("done"), output());
    try (var left = Files.list(directory.resolve("running"))) {
      assertEquals(0, left.count());
    }
    assertFalse(Files.readString(Path.of("/proc/self/mounts")).contains(directory.toString()));
  }
}
