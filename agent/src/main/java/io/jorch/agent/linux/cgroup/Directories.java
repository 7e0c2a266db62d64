package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Making, listing and removing the directories that are groups.
final class Directories {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_PAUSE_MILLIS = 50;

  private Directories() {}

  /// An existing group is as good as a new one.
  static void make(Path group) throws IOException {
    try {
      Files.createDirectory(group);
    } catch (FileAlreadyExistsException e) {
      // Made by an earlier daemon, or by another call at the same time.
    }
  }

  static List<Path> children(Path group) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(group)) {
      for (Path entry : entries)
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) children.add(entry);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return children;
  }

  /// The processes of the group and of those below it.
  static Set<Integer> processes(Path group) throws IOException {
    Set<Integer> pids = new LinkedHashSet<>();
    ControlFile.readOrEmpty(group.resolve("cgroup.procs"))
        .lines()
        .map(Integer::valueOf)
        .forEach(pids::add);
    for (Path child : children(group)) pids.addAll(processes(child));
    return pids;
  }

  /// rmdir(2) fails with EBUSY while a process is still ending, or a group lies below.
  static void remove(Path group) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long pause = 1;
    while (!tryRemove(group)) {
      if (System.nanoTime() - deadline > 0) throw stillBusy(group);
      for (Path child : children(group)) remove(child);
      sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  static void removeIfEmpty(Path group) {
    tryRemove(group);
  }

  private static boolean tryRemove(Path group) {
    try {
      Files.delete(group);
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException busy) {
      return false;
    }
  }

  private static FileSystemException stillBusy(Path group) throws IOException {
    int[] pids = processes(group).stream().mapToInt(Integer::intValue).toArray();
    return new FileSystemException(
        group.toString(),
        null,
        "remove cgroup: processes " + Arrays.toString(pids) + " do not end, kill them first");
  }

  static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a cgroup");
    }
  }
}
