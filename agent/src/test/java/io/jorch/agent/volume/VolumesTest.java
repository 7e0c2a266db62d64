package io.jorch.agent.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.VolumeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumesTest {
  private static final VolumeName NAME = new VolumeName("shop_data");
  @TempDir Path temp;

  @Test
  void fillsANewVolumeOnce() throws IOException {
    Volumes volumes = new Volumes(temp.resolve("volumes"));
    Volumes.Filler filler = directory -> Files.writeString(directory.resolve("file"), "one");
    Path data = volumes.ensure(NAME, filler);
    assertEquals("one", Files.readString(data.resolve("file")));
    Files.writeString(data.resolve("file"), "mine");
    assertEquals(data, volumes.ensure(NAME, filler));
    assertEquals("mine", Files.readString(data.resolve("file")));
  }

  @Test
  void aVolumeThatCouldNotBeFilledIsMadeAnewNextTime() throws IOException {
    Volumes volumes = new Volumes(temp.resolve("volumes"));
    Volumes.Filler broken =
        directory -> {
          Files.writeString(directory.resolve("half"), "");
          throw new IOException("disk full");
        };
    assertThrows(IOException.class, () -> volumes.ensure(NAME, broken));
    assertFalse(volumes.exists(NAME));
    assertFalse(Files.exists(volumes.ensure(NAME, Volumes.Filler.NOTHING).resolve("half")));
  }

  @Test
  void aHalfFilledVolumeIsNotOne() throws IOException {
    Volumes volumes = new Volumes(temp.resolve("volumes"));
    Files.createDirectories(temp.resolve("volumes/shop_data/.new/half"));
    assertFalse(volumes.exists(NAME));
    assertEquals(List.of(), volumes.list());
    assertFalse(Files.exists(volumes.ensure(NAME, Volumes.Filler.NOTHING).resolve("half")));
  }

  @Test
  void removesAllOfAVolumeButNothingBehindItsLinks() throws IOException {
    Path outside = Files.writeString(temp.resolve("outside"), "stays");
    Volumes volumes = new Volumes(temp.resolve("volumes"));
    Path data = volumes.ensure(NAME, Volumes.Filler.NOTHING);
    Files.createSymbolicLink(data.resolve("link"), outside);
    assertTrue(volumes.remove(NAME));
    assertFalse(volumes.remove(NAME));
    assertEquals("stays", Files.readString(outside));
  }
}
