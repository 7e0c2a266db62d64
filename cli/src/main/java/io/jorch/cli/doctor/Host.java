package io.jorch.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The machine as its files show it; tests look at a directory made up to look like one.
///
/// @param root `/`, but in tests
public record Host(Path root) {
  public static final Host THIS = new Host(Path.of("/"));

  boolean has(String path) {
    return Files.exists(root.resolve(relative(path)));
  }

  /// A file's text, empty when it cannot be read.
  String text(String path) {
    try {
      return new String(Files.readAllBytes(root.resolve(relative(path))), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  List<String> lines(String path) {
    return text(path).lines().toList();
  }

  Optional<String> firstOf(String... paths) {
    return Arrays.stream(paths).filter(this::has).findFirst();
  }

  /// Where a library is, in the directories that Debian, Fedora and others use.
  boolean hasLibrary(String name) {
    String machine = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
    return firstOf(
            "/usr/lib/" + machine + "-linux-gnu/" + name,
            "/lib/" + machine + "-linux-gnu/" + name,
            "/usr/lib64/" + name,
            "/usr/lib/" + name,
            "/usr/local/lib/" + name)
        .isPresent();
  }

  /// What a program prints; empty when it is not there, fails or takes too long. Never asked for in
  /// a made-up machine.
  Optional<String> output(String... command) {
    if (!root.equals(Path.of("/"))) return Optional.empty();
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean well = process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
      return well ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }
}
