package io.jorch.agent.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.build.BuildEvent.Outcome;
import io.jorch.agent.container.ContainerRuntime;
import io.jorch.agent.container.ContainerSpec;
import io.jorch.agent.container.ProcessSpec;
import io.jorch.agent.container.RootSpec;
import io.jorch.agent.container.Stdio;
import io.jorch.agent.image.FileStat;
import io.jorch.agent.image.Image;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.image.LayeredTree;
import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.Trees;
import io.jorch.agent.linux.cgroup.Cgroup;
import io.jorch.agent.linux.cgroup.Cgroups;
import io.jorch.agent.linux.cgroup.DeviceRules;
import io.jorch.agent.linux.cgroup.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
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
  private Cgroups cgroups;
  private final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() throws Exception {
    directory = Files.createTempDirectory("jorch-it");
    store = ImageStore.open(directory.resolve("images"));
    poller = Poller.start("test");
    runtime = ContainerRuntime.open(poller, directory.resolve("skeleton")).attend();
    cgroups = Cgroups.detect("it-run-" + ProcessHandle.current().pid());
  }

  @AfterEach
  void close() throws Exception {
    assertEquals(Set.of(), cgroups.ids());
    cgroups.removeParents();
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
    RunStep run = runs(RunLimits.on(1L << 30));
    BuildSpec spec =
        BuildSpec.of(context)
            .withDockerfile(new BuildSpec.Source.Inline(dockerfile))
            .withArgs(args)
            .withContexts(Map.of("tools", new BuildSpec.Context.Directory(Path.of("/usr/bin"))));
    BaseImages local = (reference, platform, refresh) -> store.resolve(reference);
    return new ImageBuilder(store, local, run).build(spec, events::add);
  }

  private ContainerRunStep runs(Limits limits) throws Exception {
    return ContainerRunStep.open(runtime, cgroups, limits, directory.resolve("running"));
  }

  /// A command in a directory with the machine's busybox.
  private RunStep.Request request(String script) throws Exception {
    Path bin = Files.createDirectories(directory.resolve("base/bin"));
    Path busybox = bin.resolve("busybox");
    if (!Files.exists(busybox)) Files.copy(Path.of("/usr/bin/busybox"), busybox);
    return new RunStep.Request(
        List.of(directory.resolve("base")),
        Files.createDirectories(directory.resolve("upper")),
        Files.createDirectories(directory.resolve("work")),
        List.of("/bin/busybox", "sh", "-c", script),
        Map.of("PATH", "/bin"),
        "",
        "/");
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

  @Test
  void aCommandIsHeldToItsNumberOfProcesses() throws Exception {
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    int code =
        runs(Limits.NONE.withPids(20))
            .run(
                request(
                    "i=0; while [ $i -lt 40 ]; do busybox sleep 1000 & i=$((i+1)); done; echo all"),
                said::add);
    assertNotEquals(0, code);
    assertTrue(said.stream().anyMatch(line -> line.contains("can't fork")), said::toString);
    assertFalse(said.contains("all"), said::toString);
  }

  @Test
  void aCommandThatEatsTheMemoryIsEndedAndTheReasonTold() throws Exception {
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    Limits limits = Limits.NONE.withMemory(16 << 20).withMemorySwap(16 << 20);
    int code = runs(limits).run(request("exec busybox tail /dev/zero"), said::add);
    assertEquals(137, code, said::toString);
    assertEquals(List.of("killed by the kernel: out of memory"), said);
  }

  @Test
  void anInterruptEndsAForkBombWithAllOfItsProcesses() throws Exception {
    RunStep run = runs(Limits.NONE.withPids(30));
    RunStep.Request bomb = request("b() { b & b & }; echo begun; b; busybox sleep 1000");
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Integer> result =
        new FutureTask<>(
            () -> {
              try {
                return run.run(bomb, line -> begun.countDown());
              } catch (InterruptedException e) {
                return -1;
              }
            });
    Thread builder = Thread.ofPlatform().start(result);
    begun.await();
    Cgroup group = cgroups.find(cgroups.ids().iterator().next()).orElseThrow();
    builder.interrupt();
    assertEquals(-1, result.get());
    assertEquals(Set.of(), group.processes());
  }

  @Test
  void whatAKilledDaemonLeftIsEndedByTheNext() throws Exception {
    Cgroup group = cgroups.create("build-left", Limits.NONE, DeviceRules.DEFAULT);
    RunStep.Request request = request("busybox sleep 1000");
    Path own = Files.createDirectories(directory.resolve("running")).resolve("build-left");
    ContainerSpec left =
        ContainerSpec.of(
                "build-left",
                own,
                new RootSpec(request.lowerLayers(), request.upperDir(), request.workDir(), false),
                ProcessSpec.of(request.args()).withEnvironment(List.of("PATH=/bin")))
            .withStdio(new Stdio.Piped(false))
            .withCgroup(group.joinFiles(), List.of());
    runtime.start(left).close();
    assertFalse(group.processes().isEmpty());
    runs(Limits.NONE);
    assertEquals(Set.of(), group.processes());
    assertFalse(Files.exists(own));
  }
}
