package io.jorch.agent.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayeredRootIT {
  /// What a real overlay leaves behind when a file and a directory are deleted and made again.
  @Test
  void deletionsOfARealOverlayAreSeen() throws Exception {
    try (Sandbox sandbox = Sandbox.open()) {
      Files.createDirectories(sandbox.image.resolve("old"));
      Files.writeString(sandbox.image.resolve("old/inner"), "I");
      Files.writeString(sandbox.image.resolve("gone"), "G");
      ContainerSpec spec =
          sandbox.shell("busybox rm -r /old /gone && mkdir /old && echo N > /old/new");
      assertEquals(0, sandbox.run(spec).code());
      Path upper = spec.root().upper();
      LayeredRoot root = new LayeredRoot(List.of(upper, sandbox.image));
      assertEquals(Optional.empty(), root.read("/gone"));
      assertEquals(Optional.empty(), root.read("/old/inner"));
      assertEquals(Optional.of("N\n"), root.read("/old/new"));
    }
  }
}
