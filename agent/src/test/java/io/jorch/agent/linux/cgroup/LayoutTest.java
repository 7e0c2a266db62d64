package io.jorch.agent.linux.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final String ROOT = "23 1 254:0 / / rw,relatime - ext4 /dev/root rw";
  private static final String MEMORY =
      "35 31 0:31 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory";
  private static final String CPU =
      "36 31 0:32 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct";
  private static final String NAMED =
      "40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,name=systemd";

  @Test
  void findsControllersThatShareAHierarchy() throws IOException {
    Layout.V1 v1 = (Layout.V1) Layout.parse(List.of(ROOT, MEMORY, CPU, NAMED));
    Map<String, Path> found = v1.controllers();
    assertEquals(Path.of("/sys/fs/cgroup/memory"), found.get("memory"));
    assertEquals(found.get("cpu"), found.get("cpuacct"));
    assertEquals(Path.of("/sys/fs/cgroup/systemd"), found.get("name=systemd"));
  }

  @Test
  void recognisesControllersBesideAnEmptyUnifiedTree() throws IOException {
    String unified = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw";
    Layout.Hybrid hybrid = (Layout.Hybrid) Layout.parse(List.of(ROOT, MEMORY, unified));
    assertEquals(Path.of("/sys/fs/cgroup/unified"), hybrid.unified());
  }

  @Test
  void recognisesTheUnifiedTreeAlone() throws IOException {
    String unified = "30 23 0:26 / /sys/fs/my\\040cgroup rw - cgroup2 cgroup2 rw,nsdelegate";
    assertEquals(
        new Layout.V2(Path.of("/sys/fs/my cgroup")), Layout.parse(List.of(ROOT, unified, NAMED)));
  }

  @Test
  void saysWhatToDoWithoutAnyTree() {
    IOException e = assertThrows(IOException.class, () -> Layout.parse(List.of(ROOT)));
    assertTrue(String.valueOf(e.getMessage()).endsWith("mount cgroup2 on /sys/fs/cgroup"));
  }
}
