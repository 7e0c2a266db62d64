package io.jorch.cli.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A process that waits for the end of this one, of which its standard input tells, and then
/// removes what this one left of a lab: also after kill -9, and after Ctrl-C, which it does not
// hear.
record Warden(Process process) {
  private static final String SCRIPT = "cat >/dev/null; [ ! -d \"$0\" ] || exec \"$@\"";

  static Warden over(int lab, Path directory) throws IOException {
    return new Warden(
        new ProcessBuilder(
                "setsid",
                "sh",
                "-c",
                SCRIPT,
                directory.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Testbed.class.getName(),
                "--lab",
                "" + lab,
                "down")
            .directory(Path.of("/").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /// The lab is gone: nothing to do.
  void dismiss() {
    try {
      process.getOutputStream().close();
      process.onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
