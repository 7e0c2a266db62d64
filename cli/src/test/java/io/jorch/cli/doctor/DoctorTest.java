package io.jorch.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.cli.doctor.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
  @TempDir Path root;

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  @ParameterizedTest
  @CsvSource({"6.18.44-fc, OK", "5.10.0-28-amd64, OK", "5.4.0, FAIL", "4.19.1, FAIL", "'', FAIL"})
  void judgesTheKernelByItsVersion(String release, Level level) throws IOException {
    write("proc/sys/kernel/osrelease", release + "\n");
    assertEquals(level, Kernel.version(new Host(root)).level());
  }

  @Test
  void knowsControllersOfTheHybridLayout() throws IOException {
    write(
        "proc/self/mounts",
        """
        cgroup /sys/fs/cgroup/memory cgroup rw,nosuid,memory 0 0
        cgroup /sys/fs/cgroup/cpu cgroup rw,cpu,cpuacct 0 0
        cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0
        """);
    Finding finding = Cgroups.check(new Host(root)).getFirst();
    assertEquals(
        Finding.warn(
            "cgroups",
            "hybrid (controllers on v1): without pids",
            "limits on these do nothing; boot with them (Debian: cgroup_enable=memory)"),
        finding);
  }

  @Test
  void knowsControllersOfVersion2() throws IOException {
    write("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma\n");
    assertEquals(
        Finding.ok("cgroups", "v2: cpu memory pids"), Cgroups.check(new Host(root)).getFirst());
  }

  @Test
  void saysHowToMendAMissingOverlayfs() throws IOException {
    write("proc/filesystems", "nodev\tproc\n\text4\n");
    assertEquals(
        Finding.fail(
            "overlayfs", "the kernel does not offer it", "modprobe overlay, or use another kernel"),
        Kernel.overlayfs(new Host(root)));
    write("proc/filesystems", "nodev\toverlay\n");
    assertEquals(Level.OK, Kernel.overlayfs(new Host(root)).level());
  }

  @Test
  void findsAModuleThatIsLoadedAtNeed() throws IOException {
    write("proc/sys/kernel/osrelease", "6.1.0-56-amd64\n");
    write("proc/filesystems", "nodev\tproc\n");
    write("lib/modules/6.1.0-56-amd64/modules.builtin", "kernel/net/netfilter/nf-tables.ko\n");
    write("lib/modules/6.1.0-56-amd64/modules.dep", "kernel/fs/overlayfs/overlay.ko.xz:\n");
    Host host = new Host(root);
    assertEquals(Level.OK, Kernel.overlayfs(host).level());
    assertTrue(Kernel.loadable(host, "nf_tables"));
    assertFalse(Kernel.loadable(host, "tables"));
  }

  @Test
  void wantsRoot() throws IOException {
    write("proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\n");
    assertEquals(Level.OK, Programs.user(new Host(root)).level());
    write("proc/self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\n");
    assertEquals(Level.FAIL, Programs.user(new Host(root)).level());
  }

  @Test
  void refusesStateOnAnOverlay() {
    assertEquals(Level.FAIL, Disk.judge(root, "overlay", 1L << 40).level());
    assertEquals(Level.OK, Disk.judge(root, "ext4", 1L << 40).level());
    assertEquals(Level.WARN, Disk.judge(root, "ext4", 1L << 20).level());
  }

  @Test
  void examinesThisMachineWithoutChangingIt() {
    var findings = Doctor.examine(Host.THIS, root);
    assertTrue(findings.size() >= 15, findings.toString());
    for (Finding finding : findings)
      assertEquals(finding.level() == Level.OK, finding.mend().isEmpty(), finding.toString());
  }
}
