package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.tar.TarOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// `cp` both ways, by docker's rules, and what a container may try to get by it.
@ExtendWith(SharedDaemon.class)
class CopyIT {
  @TempDir Path here;
  private final TestStack stack;

  CopyIT(TestDaemon daemon) throws Exception {
    stack =
        daemon.stack(
            "copy",
            """
            services:
              app: {<<: *box, volumes: ["kept:/kept"]}
              sealed: {<<: *box, read_only: true, volumes: ["kept:/kept"]}
            volumes: {kept: {}}
            """);
  }

  @BeforeEach
  void up() {
    stack.up().succeeded();
    inside("mkdir -p /etc /tmp /data");
  }

  @AfterEach
  void down() {
    stack.down();
  }

  private String inside(String script) {
    return Typing.of("", () -> stack.cli("exec", "-T", "app", "sh", "-c", script))
        .succeeded()
        .out();
  }

  private Ran cp(String... words) {
    List<String> all = new java.util.ArrayList<>(List.of("cp"));
    all.addAll(List.of(words));
    return stack.cli(all.toArray(String[]::new));
  }

  private String file(String name, String content) throws IOException {
    Path path = here.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content).toString();
  }

  @Test
  void aFileGoesInAndComesOutTheSame() throws IOException {
    Path script = Path.of(file("script", "#!/bin/sh\nexit 4\n"));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
    cp(script.toString(), "app:/data").succeeded();
    assertEquals("751 0:0\n", inside("stat -c '%a %u:%g' /data/script"));
    cp("app:/data/script", here.resolve("back").toString()).succeeded();
    assertEquals(Files.readString(script), Files.readString(here.resolve("back")));
    assertEquals(
        "rwxr-x--x",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(here.resolve("back"))));
  }

  @Test
  void aNameThatIsNotThereIsTheCopysNameAndADirectoryTakesIt() throws IOException {
    String file = file("one", "1");
    cp(file, "app:/data/renamed").succeeded();
    cp(file, "app:/data/").succeeded();
    cp(file, "app:data").succeeded();
    assertEquals("one\nrenamed\n", inside("ls /data"));
    cp(file, "app:/data/missing/").exited(1).says("there is no directory /data/missing");
    cp(file, "app:/missing/one").exited(1).says("there is no directory /missing");
    cp("app:/data/missing", here.toString()).exited(1).says("there is no /data/missing");
    cp(here.resolve("missing").toString(), "app:/data").exited(1).says("missing");
  }

  @Test
  void directoriesGoInAndOutByTheRulesOfDocker() throws IOException {
    file("tree/a", "a");
    file("tree/deep/b", "b");
    Files.createSymbolicLink(here.resolve("tree/link"), Path.of("deep/b"));
    String tree = here.resolve("tree").toString();
    cp(tree, "app:/data/fresh").succeeded();
    cp(tree, "app:/data").succeeded();
    cp(tree + "/.", "app:/kept").succeeded();
    String wanted = "a\ndeep\nlink\n";
    for (String place : List.of("/data/fresh", "/data/tree", "/kept"))
      assertEquals(wanted, inside("ls " + place), place);
    assertEquals("deep/b\n", inside("readlink /kept/link"));

    cp("app:/data/tree", here.resolve("out").toString()).succeeded();
    cp("app:/data/tree/.", Files.createDirectory(here.resolve("into")).toString()).succeeded();
    cp("app:/data/tree", here.resolve("into").toString()).succeeded();
    for (String place : List.of("out", "into", "into/tree"))
      assertEquals("b", Files.readString(here.resolve(place).resolve("link")), place);
    cp(tree, "app:/data/tree/a").exited(1).says("cannot take the place of the file");
    cp("app:/data/tree", file("plain", "")).exited(1).says("is no directory");
  }

  @Test
  void theWorkingDirectorysContentsGoInAsTheyAre() throws IOException {
    file("a", "a");
    file("deep/b", "b");
    cp(here + "/.", "app:/data").succeeded();
    assertEquals("a\ndeep\n", inside("ls /data"));
  }

  @Test
  void volumesAreReachedWhereTheyAreMountedAndReadOnlyRootsAreNotWritten() throws Exception {
    String file = file("word", "kept");
    cp(file, "sealed:/word").exited(1).says("sealed");
    cp("-q", file, "sealed:/kept/word").succeeded();
    assertEquals("kept", inside("cat /kept/word"));
    Path data = stack.daemon().stateDir().resolve("volumes/copy_kept/_data");
    assertEquals("kept", Files.readString(data.resolve("word")));
  }

  @Test
  void ownersAreKeptWhenAskedFor() throws IOException {
    Path file = Path.of(file("owned", "x"));
    Files.setAttribute(file, "unix:uid", 1234);
    Files.setAttribute(file, "unix:gid", 5678);
    cp("-a", file.toString(), "app:/data/with").succeeded();
    cp(file.toString(), "app:/data/without").succeeded();
    assertEquals("1234:5678\n0:0\n", inside("stat -c %u:%g /data/with /data/without"));
    cp("-a", "app:/data/with", here.resolve("back").toString()).succeeded();
    assertEquals(1234, Files.getAttribute(here.resolve("back"), "unix:uid"));
  }

  @Test
  void aFileThatIsMountedIsWrittenInPlace() throws IOException {
    String before = inside("cat /etc/hosts");
    cp(file("hosts", "127.0.0.1 mine\n"), "app:/etc/hosts").succeeded();
    assertEquals("127.0.0.1 mine\n", inside("cat /etc/hosts"));
    assertTrue(before.contains("localhost"), before);
  }

  @Test
  void linksInAContainerLeadNowhereElse() throws IOException {
    Path host = Files.createDirectory(here.resolve("host"));
    Files.writeString(host.resolve("secret"), "of the machine");
    inside("ln -s " + host + " /data/out; ln -s ../../../../../.." + host + " /data/up");
    inside("ln -s " + host + "/file /data/file; ln -s /proc/1/root" + host + " /data/proc");
    String file = file("evil", "evil");
    for (String link : List.of("out", "up", "proc"))
      cp(file, "app:/data/" + link + "/evil").exited(1);
    cp(file, "app:/data/file").exited(1);
    for (String link : List.of("out", "up", "proc")) {
      Ran read = cp("app:/data/" + link + "/secret", here.resolve("stolen").toString());
      read.exited(1).says("there is no /data/" + link + "/secret");
    }
    assertFalse(Files.exists(here.resolve("stolen")));
    inside("mkdir -p " + host);
    cp(file, "app:/data/out").succeeded();
    assertEquals("evil\n", inside("ls " + host));
    try (var left = Files.list(host)) {
      assertEquals(List.of(host.resolve("secret")), left.toList());
    }
  }

  @Test
  void aDirectoryThatTurnsIntoALinkWhileItIsWrittenLeadsNowhereElse() throws Exception {
    Path host = Files.createDirectory(here.resolve("host"));
    for (int i = 0; i < 40; i++) file("many/inner/" + i, "x");
    inside(
        "(while :; do rm -rf /data/many; ln -s "
            + host
            + " /data/many; rm /data/many; mkdir -p /data/many; ln -s "
            + host
            + " /data/many/inner; rm -rf /data/many/inner; done) >/dev/null 2>&1 &");
    for (int i = 0; i < 30; i++) {
      cp("-q", here.resolve("many") + "/.", "app:/data/many"); // may fail, must not escape
      cp("-q", "app:/data/many", here.resolve("out" + i).toString());
    }
    try (var left = Files.list(host)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void anArchiveCannotWriteAboveWhereItGoes() throws IOException {
    Path host = Files.createDirectory(here.resolve("host"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarOutput tar = new TarOutput(bytes);
    tar.header(new TarOutput.Header('2', "l", host.toString(), 0777, 0, 0, 0, 0, 0, 0, Map.of()));
    entry(tar, "l/evil");
    tar.finish();
    Typing.of(bytes.toByteArray(), () -> cp("-", "app:/data"));
    try (var left = Files.list(host)) {
      assertEquals(List.of(), left.toList());
    }

    ByteArrayOutputStream second = new ByteArrayOutputStream();
    TarOutput up = new TarOutput(second);
    entry(up, "../../evil");
    up.finish();
    Typing.of(second.toByteArray(), () -> cp("-", "app:/data")).exited(1).says("refused");
    assertEquals("no\n", inside("test -e /evil && echo yes || echo no"));
  }

  private static void entry(TarOutput tar, String name) throws IOException {
    byte[] content = "evil".getBytes(StandardCharsets.UTF_8);
    tar.header(TarOutput.Header.file(name, content.length));
    tar.content(name, new ByteArrayInputStream(content), content.length);
  }

  @Test
  void linksAreCopiedAsLinksOrAsWhatTheyLeadTo() throws IOException {
    inside("echo text > /data/real; ln -s real /data/link");
    cp("app:/data/link", here.resolve("link").toString()).succeeded();
    assertTrue(Files.isSymbolicLink(here.resolve("link")));
    cp("-L", "app:/data/link", here.resolve("followed").toString()).succeeded();
    assertTrue(Files.isRegularFile(here.resolve("followed"), LinkOption.NOFOLLOW_LINKS));
    assertEquals("text\n", Files.readString(here.resolve("followed")));
  }

  @Test
  void aStreamGoesOutAndInAgain() {
    inside("mkdir /data/tree; echo inner > /data/tree/file; ln /data/tree/file /data/tree/other");
    Ran out = cp("app:/data/tree", "-").succeeded();
    byte[] tar = out.out().getBytes(StandardCharsets.UTF_8);
    Typing.of(tar, () -> cp("-", "app:/kept")).succeeded();
    assertEquals("inner\n", inside("cat /kept/tree/other"));
    assertEquals("2\n", inside("stat -c %h /kept/tree/other"));
    Typing.of(tar, () -> cp("-", "app:/nowhere")).exited(1).says("/nowhere is no directory");
  }

  @Test
  void aBigFileComesWhole() throws IOException {
    inside("dd if=/dev/zero of=/data/big bs=1048576 count=64 2>/dev/null");
    cp("app:/data/big", here.resolve("big").toString()).succeeded().says("64 MiB");
    assertEquals(64 << 20, Files.size(here.resolve("big")));
    cp(here.resolve("big").toString(), "app:/data/again").succeeded();
    assertEquals("67108864\n", inside("stat -c %s /data/again"));
  }

  @Test
  void whatTheKernelMakesIsLeftOutOfACopyOfTheRootButCanBeAskedFor() throws IOException {
    cp("app:/", Files.createDirectory(here.resolve("root")).toString()).succeeded();
    assertTrue(Files.exists(here.resolve("root/bin/busybox")));
    try (var proc = Files.list(here.resolve("root/proc"))) {
      assertEquals(0, proc.count());
    }
    cp("app:/proc/1/cmdline", here.resolve("cmdline").toString()).succeeded();
    assertTrue(Files.readString(here.resolve("cmdline")).startsWith("sleep"));
  }

  @Test
  void oneSideOnlyIsInAContainer() throws IOException {
    cp("app:/a", "app:/b").exited(2).says("only one");
    cp("a", "b").exited(2).says("only one");
    cp(file("x", ""), "ap:/data").exited(1).says("did you mean 'app'?");
  }
}
