package io.jorch.agent.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.build.BuildEvent.Outcome;
import io.jorch.agent.image.FileStat;
import io.jorch.agent.image.Image;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.image.LayeredTree;
import io.jorch.agent.image.Reference;
import io.jorch.agent.linux.Inodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds real Dockerfiles into a real store. Needs root for ownership and device nodes.
class ImageBuilderIT {
  private static final RunStep NO_RUN =
      (request, output) -> {
        throw new IOException("this test runs nothing");
      };

  private static final String BUSYBOX =
      """
      FROM scratch
      COPY --from=tools busybox /bin/busybox
      COPY site/ /srv/site/
      WORKDIR /srv
      ENV GREETING="hello world"
      EXPOSE 8080
      ENTRYPOINT ["/bin/busybox"]
      CMD ["httpd", "-f"]
      """;

  @TempDir Path directory;
  private Path context;
  private ImageStore store;
  private final List<BuildEvent> events = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    store = ImageStore.open(directory.resolve("images"));
    context = Files.createDirectories(directory.resolve("context"));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private Image build(BuildSpec spec) throws Exception {
    events.clear();
    BaseImages local = (reference, platform, refresh) -> store.resolve(reference);
    return new ImageBuilder(store, local, NO_RUN).build(spec, events::add);
  }

  private BuildSpec inline(String dockerfile) {
    return BuildSpec.of(context).withDockerfile(new BuildSpec.Source.Inline(dockerfile));
  }

  private BuildSpec busybox() throws Exception {
    if (!Files.exists(context.resolve("site"))) write("site/index.html", "<h1>hello</h1>");
    return inline(BUSYBOX)
        .withContexts(Map.of("tools", new BuildSpec.Context.Directory(Path.of("/bin"))))
        .withTags(List.of(Reference.parse("hello-web")));
  }

  private void write(String name, String text) throws Exception {
    Path file = context.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<Outcome> outcomes() {
    return events.stream()
        .filter(BuildEvent.StepDone.class::isInstance)
        .map(e -> ((BuildEvent.StepDone) e).outcome())
        .toList();
  }

  private String content(Image image, String path) throws Exception {
    return Files.readString(node(image, path).file());
  }

  private LayeredTree.Node node(Image image, String path) throws Exception {
    return new LayeredTree(image.layers()).findLink(path).orElseThrow();
  }

  private BuildException fails(BuildSpec spec) {
    return assertThrows(BuildException.class, () -> build(spec));
  }

  @Test
  void buildsTheBusyboxImageAndFindsEverythingCachedTheSecondTime() throws Exception {
    Image first = build(busybox());
    assertEquals(2, outcomes().stream().filter(o -> o == Outcome.BUILT).count());
    Image second = build(busybox());
    assertFalse(outcomes().contains(Outcome.BUILT), () -> "built again: " + events);
    assertEquals(first.id(), second.id());
    assertEquals(List.of("/bin/busybox"), first.config().entrypoint());
    assertEquals(List.of("GREETING=hello world"), first.config().env());
    assertEquals("/srv", first.config().workdir());
    assertEquals(Set.of("8080/tcp"), first.config().exposedPorts());
    assertEquals(first.id(), store.resolve("hello-web").orElseThrow().id());
    assertEquals("<h1>hello</h1>", content(first, "/srv/site/index.html"));
  }

  @Test
  void doingEverythingAgainGivesTheSameImage() throws Exception {
    Image first = build(busybox());
    Image second = build(busybox().withoutCache());
    assertFalse(outcomes().contains(Outcome.CACHED));
    assertEquals(first.id(), second.id());
  }

  @Test
  void anotherTimeIsNoChangeAndAnotherByteOrModeIs() throws Exception {
    BuildSpec spec = inline("FROM scratch\nCOPY a /a\n");
    write("a", "one");
    Image first = build(spec);
    Files.setLastModifiedTime(context.resolve("a"), FileTime.fromMillis(12345000));
    assertEquals(first.id(), build(spec).id());
    assertEquals(List.of(Outcome.CONFIG, Outcome.CACHED), outcomes());
    Inodes.chmod(context.resolve("a"), 0755);
    Image executable = build(spec);
    assertNotEquals(first.id(), executable.id());
    write("a", "two");
    assertNotEquals(executable.id(), build(spec).id());
  }

  @Test
  void readsOfAnAdditionalContextOnlyWhatIsCopied() throws Exception {
    Path big = Files.createDirectories(directory.resolve("big"));
    Files.writeString(big.resolve("wanted"), "x");
    Path trap = big.resolve("trap");
    Inodes.mknod(trap, FileStat.FIFO | 0600, 0, 0);
    BuildSpec spec =
        inline("FROM scratch\nCOPY --from=big wanted /\n")
            .withContexts(Map.of("big", new BuildSpec.Context.Directory(big)));
    assertEquals("x", content(build(spec), "/wanted"));
  }

  @Test
  void buildsOnlyTheStagesThatAreNeeded() throws Exception {
    write("a", "from a stage");
    BuildSpec spec =
        inline(
            """
            FROM scratch AS base
            COPY a /out/a
            FROM scratch AS unused
            COPY missing /
            FROM scratch AS wanted
            COPY --from=base /out/ /result/
            FROM wanted
            COPY missing /
            """);
    Image image = build(spec.withTarget("wanted"));
    assertEquals("from a stage", content(image, "/result/a"));
    String message = String.valueOf(fails(spec.withTarget("nowhere")).getMessage());
    assertEquals(
        "dockerfile_inline: no stage 'nowhere' to build; the stages are base, unused, wanted, 3",
        message);
  }

  @Test
  void copiesOwnersModesAndPatternsAsAsked() throws Exception {
    write("etc/passwd", "root:x:0:0::/:/bin/sh\nweb:x:33:44::/:/bin/sh\n");
    write("etc/group", "root:x:0:\nstaff:x:50:\n");
    write("a1.txt", "1");
    write("a2.txt", "2");
    write("b.txt", "3");
    Image image =
        build(
            inline(
                """
                FROM scratch
                COPY etc /etc/
                COPY --chown=web:staff --chmod=0640 a?.txt /data/
                COPY --chown=7 b.txt /data/seven
                """));
    assertEquals(
        List.of("data", "etc"),
        new LayeredTree(image.layers())
            .children(new LayeredTree(image.layers()).find("/").orElseThrow()).stream()
                .map(LayeredTree.Node::name)
                .toList());
    FileStat a1 = node(image, "/data/a1.txt").stat();
    assertEquals(List.of(33, 50, 0640), List.of(a1.uid(), a1.gid(), a1.permissions()));
    FileStat seven = node(image, "/data/seven").stat();
    assertEquals(List.of(7, 7), List.of(seven.uid(), seven.gid()));
    assertEquals(0, node(image, "/etc/passwd").stat().uid());
  }

  @Test
  void obeysTheIgnoreFile() throws Exception {
    write(".dockerignore", "**/*.log\nnode_modules\n!node_modules/keep\nDockerfile\n");
    write("a.log", "");
    write("src/b.log", "");
    write("src/main.c", "");
    write("node_modules/x", "");
    write("node_modules/keep", "");
    Image image = build(inline("FROM scratch\nCOPY . /app\n"));
    LayeredTree tree = new LayeredTree(image.layers());
    assertTrue(tree.find("/app/src/main.c").isPresent());
    assertTrue(tree.find("/app/node_modules/keep").isPresent());
    assertFalse(tree.find("/app/node_modules/x").isPresent());
    assertFalse(tree.find("/app/src/b.log").isPresent());
    assertFalse(tree.find("/app/a.log").isPresent());
  }

  @Test
  void copiesThroughLinksOfTheImageWithoutLeavingIt() throws Exception {
    Files.createDirectories(context.resolve("root/usr/bin"));
    Files.createSymbolicLink(context.resolve("root/bin"), Path.of("usr/bin"));
    Files.createSymbolicLink(context.resolve("root/out"), Path.of("/" + directory + "/escaped"));
    write("tool", "t");
    Image image = build(inline("FROM scratch\nCOPY root /\nCOPY tool /bin/\nCOPY tool /out/\n"));
    assertEquals("t", content(image, "/usr/bin/tool"));
    assertTrue(node(image, "/bin").stat().isLink());
    assertFalse(Files.exists(directory.resolve("escaped")));
    assertEquals("t", content(image, directory + "/escaped/tool"));
  }

  @Test
  void unpacksALocalArchiveThatIsAdded() throws Exception {
    write("tree/x/y", "inside");
    Process tar =
        new ProcessBuilder("tar", "-C", context + "/tree", "-czf", context + "/t.tar.gz", "x")
            .inheritIO()
            .start();
    assertEquals(0, tar.waitFor());
    Image image = build(inline("FROM scratch\nADD t.tar.gz /opt/\nCOPY t.tar.gz /kept/\n"));
    assertEquals("inside", content(image, "/opt/x/y"));
    assertTrue(node(image, "/kept/t.tar.gz").stat().isRegular());
  }

  @Test
  void takesAContextAsAStreamAndLeavesNothingOfIt() throws Exception {
    write("a", "streamed");
    write("Dockerfile", "FROM scratch\nCOPY a /\n");
    Process tar =
        new ProcessBuilder("tar", "-C", context.toString(), "-cz", "Dockerfile", "a").start();
    BaseImages local = (reference, platform, refresh) -> store.resolve(reference);
    ImageBuilder builder = new ImageBuilder(store, local, NO_RUN);
    Image image = builder.build(BuildSpec.of(Path.of("/")), tar.getInputStream(), events::add);
    assertEquals("streamed", content(image, "/a"));
    assertThrows(BuildException.class, () -> build(inline("FROM scratch\nCOPY <<a b /x/\n\na\n")));
    try (var left = Files.list(directory.resolve("images/tmp"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void writesDocumentsOfTheFileItself() throws Exception {
    Image image =
        build(
            inline(
                """
                FROM scratch
                ENV WHO=you
                COPY <<one <<'two' /etc/
                hello ${WHO}
                one
                raw ${WHO}
                two
                LABEL after=yes
                """));
    assertEquals("hello you\n", content(image, "/etc/one"));
    assertEquals("raw ${WHO}\n", content(image, "/etc/two"));
    assertEquals(Map.of("after", "yes"), image.config().labels());
  }

  @Test
  void argumentsReachWhereDockerLetsThem() throws Exception {
    BuildSpec spec =
        inline(
                """
                ARG BASE=nothing
                ARG VERSION=1
                FROM ${BASE}
                ARG VERSION
                ARG NAME=me
                ENV V=$VERSION N="${NAME:-x}" M=${MISSING:+no}
                LABEL arch=$TARGETARCH
                """)
            .withArgs(Map.of("BASE", "scratch", "NAME", "you", "EXTRA", "1"));
    Image image = build(spec);
    assertEquals(List.of("V=1", "N=you", "M="), image.config().env());
    assertEquals(Map.of("arch", ""), image.config().labels());
    assertTrue(
        events.contains(new BuildEvent.Warning("build arguments that no ARG asks for: EXTRA")));
  }

  @Test
  void buildsUponALocalImageAndContinuesItsConfiguration() throws Exception {
    build(busybox());
    Image image = build(inline("FROM hello-web\nENTRYPOINT [\"/x\"]\nVOLUME /data\n"));
    assertEquals(List.of(), image.config().cmd());
    assertEquals(List.of("/x"), image.config().entrypoint());
    assertEquals(Set.of("/data"), image.config().volumes());
    assertEquals(2, image.layers().size());
  }

  @Test
  void saysWhichLineFailedAndWhy() throws Exception {
    assertEquals(
        "dockerfile_inline:3: COPY nothing /: nothing matches 'nothing' in the build context "
            + context,
        fails(inline("FROM scratch\n\nCOPY nothing /\n")).getMessage());
    assertEquals(
        "dockerfile_inline:1: FROM nosuch: image 'nosuch:latest' is neither on this node nor could"
            + " it be pulled; build, load or pull it first",
        fails(inline("FROM nosuch\n")).getMessage());
    write("f", "");
    assertEquals(
        "dockerfile_inline:2: COPY --chown=web f /: --chown: the image has no user 'web' in"
            + " /etc/passwd",
        fails(inline("FROM scratch\nCOPY --chown=web f /\n")).getMessage());
    assertEquals(
        "dockerfile_inline:3: EXPOSE ${P:?give a port}: variable P: give a port",
        fails(inline("FROM scratch\nARG P\nEXPOSE ${P:?give a port}\n")).getMessage());
  }

  @Test
  void pruningKeepsWhatImagesNeedAndForgetsTheRest() throws Exception {
    Image image = build(busybox());
    write("site/index.html", "changed");
    build(busybox());
    assertEquals(2, store.list().size());
    store.prune(Set.of(image.id()), Duration.ZERO);
    assertEquals(2, store.list().size());
    store.prune(Set.of(), Duration.ZERO);
    assertEquals(1, store.list().size());
    assertFalse(Files.exists(image.layers().getFirst()));
    assertTrue(Files.exists(store.resolve("hello-web").orElseThrow().layers().getFirst()));
    store.remove("hello-web", Set.of());
    store.prune(Set.of(), Duration.ZERO);
    try (var left = Files.walk(directory.resolve("images"))) {
      assertEquals(
          Set.of("index.json", "lock"),
          Set.copyOf(
              left.filter(Files::isRegularFile).map(p -> p.getFileName().toString()).toList()));
    }
    assertEquals(Optional.empty(), store.resolve("hello-web"));
  }
}
