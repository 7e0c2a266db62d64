package io.jorch.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The launcher processes that are children of this process.
public final class Keepers {
  private static final Logger LOG = LoggerFactory.getLogger(Keepers.class);
  private static final int SIGKILL = 9;

  private Keepers() {}

  /// Waits for the keeper's end and removes its remains from the process table. Nothing happens
  /// when it is the child of another process, such as one that a former daemon started.
  public static void reap(int keeper) throws LinuxException {
    try (Memory status = new Memory(8)) {
      Libc.check("wait for keeper " + keeper, () -> SpawnLibc.waitpid(keeper, status, 0));
    } catch (LinuxException e) {
      if (e.errno() != Errno.ECHILD) throw e;
    }
  }

  /// Kills a keeper whose plan hangs, and the child it may have by then; says where they were. What
  /// hangs in the kernel may not end at once, so nobody waits for it here.
  static String abandon(int keeper) {
    StringBuilder where = new StringBuilder(place("the launcher", keeper));
    for (int child : children(keeper)) {
      where.append(", ").append(place("its child", child));
      kill(child);
    }
    kill(keeper);
    Thread.ofPlatform().daemon().name("reap-" + keeper).start(() -> reapLate(keeper));
    return where.toString();
  }

  private static void reapLate(int keeper) {
    try {
      reap(keeper);
    } catch (LinuxException e) {
      LOG.debug("the remains of a launcher that hung stay", e);
    }
  }

  private static String place(String who, int pid) {
    return who + " (pid " + pid + ") in " + text(pid, "wchan").orElse("an unknown place");
  }

  private static List<Integer> children(int pid) {
    String pids = text(pid, "task/" + pid + "/children").orElse("");
    return Arrays.stream(pids.split(" ", -1))
        .filter(each -> !each.isBlank())
        .map(each -> Integer.valueOf(each.strip()))
        .toList();
  }

  private static Optional<String> text(int pid, String file) {
    try {
      String text = Files.readString(Path.of("/proc/" + pid, file));
      return text.isBlank() || text.equals("0") ? Optional.empty() : Optional.of(text);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static void kill(int pid) {
    try {
      Libc.kill(pid, SIGKILL);
    } catch (LastErrorException e) {
      LOG.debug("process {} has ended by itself", pid, e);
    }
  }
}
