package io.jorch.agent.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.VolumeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumesTest {
  private static final VolumeName NAME = new VolumeName("shop_data");
  @TempDir Path temp;

  @Test
  void fillsANewVolumeFromItsTemplateOnce() throws IOException {
    Path template = Files.createDirectories(temp.resolve("image/data/sub"));
    Files.writeString(template.resolve("file"), "one");
    Files.createSymbolicLink(template.resolve("link"), Path.of("/etc/passwd"));
    Volumes volumes = new Volumes(temp.resolve("volumes"));
    Path data = volumes.ensure(NAME, Optional.of(temp.resolve("image/data")));
    assertEquals("one", Files.readString(data.resolve("sub/file")));
    assertEquals(Path.of("/etc/passwd"), Files.readSymbolicLink(data.resolve("sub/link")));
    Files.writeString(data.resolve("sub/file"), "mine");
    volumes.ensure(NAME, Optional.of(temp.resolve("image/data")));
    assertEquals("mine", Files.readString(data.resolve("sub/file")));
  }

  @Test
  void aHalfFilledVolumeIsNotOne() throws IOException {
    Volumes volumes = new Volumes(temp.resolve("volumes"));
    Files.createDirectories(temp.resolve("volumes/shop_data/.new/half"));
    assertFalse(volumes.exists(NAME));
    assertEquals(List.of(), volumes.list());
    assertFalse(Files.exists(volumes.ensure(NAME, Optional.empty()).resolve("half")));
  }

  @Test
  void removesAllOfAVolumeButNothingBehindItsLinks() throws IOException {
    Path outside = Files.writeString(temp.resolve("outside"), "stays");
    Volumes volumes = new Volumes(temp.resolve("volumes"));
    Path data = volumes.ensure(NAME, Optional.empty());
    Files.createSymbolicLink(data.resolve("link"), outside);
    assertTrue(volumes.remove(NAME));
    assertFalse(volumes.remove(NAME));
    assertEquals("stays", Files.readString(outside));
  }
}
