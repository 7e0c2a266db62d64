package io.jorch.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The packaged daemon as the words that start it, in a small JVM: several share one machine here.
public final class DaemonProgram {
  public static final Path BUILT = Path.of("target/jorch").toAbsolutePath();

  private DaemonProgram() {}

  /// Starts with the program of the JVM that runs this.
  ///
  /// @param built where packaging put the program together
  /// @param jvm more options of the JVM, which win over those that are always given
  public static List<String> words(Path built, List<String> jvm, Path stateDir, Path runDir)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(Files.readString(built.resolve("daemon.jvm")).strip().split("\\s+", -1)));
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    words.addAll(jvm);
    String jars = Files.readString(built.resolve("daemon.classpath")).strip();
    words.addAll(List.of("-cp", jars.replace("@", built.resolve("lib").toString())));
    words.addAll(List.of("io.jorch.cli.daemon.DaemonEntry", "daemon"));
    words.addAll(List.of("--state-dir", stateDir.toString(), "--run-dir", runDir.toString()));
    return words;
  }
}
