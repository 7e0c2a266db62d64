package io.jorch.cli.doctor;

import io.jorch.cli.render.Sizes;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Room for images and logs.
final class Disk {
  private static final long ENOUGH = 1L << 30;

  private Disk() {}

  static Finding check(Path stateDir) {
    Path there = stateDir;
    while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
    try {
      FileStore store = Files.getFileStore(there);
      return judge(stateDir, store.type(), store.getUsableSpace());
    } catch (IOException e) {
      return Finding.warn("disk", "cannot look at " + there + ": " + e.getMessage(), "");
    }
  }

  static Finding judge(Path stateDir, String type, long free) {
    String detail = Sizes.of(free) + " free for " + stateDir + " (" + type + ")";
    if (type.equals("overlay"))
      return Finding.fail(
          "disk", detail, "overlayfs does not stack on itself: choose another --state-dir");
    if (free >= ENOUGH) return Finding.ok("disk", detail);
    return Finding.warn("disk", detail, "make room, or choose another --state-dir");
  }
}
