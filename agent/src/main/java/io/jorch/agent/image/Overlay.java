package io.jorch.agent.image;

import io.jorch.agent.linux.Inodes;
import io.jorch.agent.linux.Xattr;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/// How overlayfs and layer archives each say "removed" and "replaces what is below"
/// (Documentation/filesystems/overlayfs.rst; OCI image specification layer.md, "Whiteouts").
final class Overlay {
  static final String WHITEOUT = ".wh.";
  static final String OPAQUE_ENTRY = ".wh..wh..opq";
  private static final String RESERVED = ".wh..wh.";
  private static final String OPAQUE = "trusted.overlay.opaque";
  private static final String BOOKKEEPING = "trusted.overlay.";
  private static final byte[] YES = {'y'};

  /// Attributes that belong to the content of a layer. Not `trusted.overlay.*`, with which an
  /// archive could point overlayfs elsewhere, nor labels of this host's security modules.
  private static final Set<String> KEPT =
      Set.of("security.capability", "system.posix_acl_access", "system.posix_acl_default");

  private Overlay() {}

  static boolean isContent(String attribute) {
    return KEPT.contains(attribute)
        || (attribute.startsWith("user.") && !attribute.startsWith("user.overlay."));
  }

  /// Names of `.wh..wh.*` other than the opaque mark are leftovers of an older union file system.
  static boolean isLeftover(String name) {
    return name.startsWith(RESERVED) && !name.equals(OPAQUE_ENTRY);
  }

  static void makeWhiteout(Path path) throws IOException {
    Inodes.mknod(path, FileStat.CHARACTER, 0, 0);
  }

  static void makeOpaque(Path directory) throws IOException {
    Xattr.set(directory, OPAQUE, YES);
  }

  static boolean isOpaque(Path directory) throws IOException {
    return Xattr.get(directory, OPAQUE).filter(value -> Arrays.equals(value, YES)).isPresent();
  }

  /// Removes what overlayfs notes about copied-up files: it refers to inodes of the mount that made
  /// them, and a lower layer must carry no such notes.
  static void removeBookkeeping(Path path) throws IOException {
    for (String name : Xattr.list(path)) {
      if (name.startsWith(BOOKKEEPING) && !name.equals(OPAQUE)) Xattr.remove(path, name);
    }
  }
}
