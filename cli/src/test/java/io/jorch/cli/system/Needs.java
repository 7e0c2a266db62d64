package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What these tests need of the machine. Where something is missing they are skipped with a
/// sentence that names it; with `CI=true` in the environment they fail with it.
public final class Needs {
  private Needs() {}

  public static void check() throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    if (!"root".equals(System.getProperty("user.name"))) missing.add("root");
    need(missing, "the program busybox (package busybox-static)", "/usr/bin/busybox");
    need(missing, "the program nsenter (package util-linux)", "/usr/bin/nsenter");
    need(missing, "the program nft (package nftables)", "/usr/sbin/nft");
    need(missing, "the program ip (package iproute2)", "/usr/sbin/ip", "/usr/bin/ip", "/sbin/ip");
    if (!Files.exists(TestDaemon.BUILT.resolve("daemon.classpath")))
      missing.add("the packaged program in " + TestDaemon.BUILT + " (mvn package makes it)");
    if (missing.isEmpty() && !namespaces()) missing.add("the right to make network namespaces");
    if (missing.isEmpty()) return;
    String sentence =
        "cannot run the system tests here: they need " + String.join(", and ", missing);
    if ("true".equals(System.getenv("CI"))) assertTrue(missing.isEmpty(), sentence);
    assumeTrue(missing.isEmpty(), sentence);
  }

  private static void need(List<String> missing, String what, String... places) {
    if (Stream.of(places).noneMatch(place -> Files.isExecutable(Path.of(place)))) missing.add(what);
  }

  private static boolean namespaces() throws IOException, InterruptedException {
    return new ProcessBuilder("unshare", "--net", "true").start().waitFor() == 0;
  }
}
