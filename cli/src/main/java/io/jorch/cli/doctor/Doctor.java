package io.jorch.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// All checks, in the order in which a reader would mend things.
public final class Doctor {
  private Doctor() {}

  public static List<Finding> examine(Host host, Path stateDir) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(Programs.check(host));
    findings.addAll(Kernel.check(host));
    findings.addAll(Cgroups.check(host));
    findings.addAll(Network.check(host));
    findings.add(Disk.check(stateDir));
    return findings;
  }
}
