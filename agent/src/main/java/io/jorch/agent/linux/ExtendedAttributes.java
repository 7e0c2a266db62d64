package io.jorch.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/// Extended attributes outside the `user.` space, which the JDK does not reach (xattr(7)).
public final class ExtendedAttributes {
  private static final NativeLong ASK_SIZE = new NativeLong(0);

  private ExtendedAttributes() {}

  /// Whether the file itself, not what it may link to, carries the attribute.
  public static boolean has(Path path, String name) {
    try {
      SpawnLibc.lgetxattr(path.toString(), name, Pointer.NULL, ASK_SIZE);
      return true;
    } catch (LastErrorException e) {
      return false;
    }
  }
}
