package io.jorch.cli.faults;

import io.jorch.cli.testbed.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Something that befalls a cluster.
///
/// @param name a word, for `--only`
/// @param what for the table
/// @param lasts until it is mended
/// @param paralyses whether nothing can be decided until it is mended
record Fault(
    String name, String what, Duration lasts, boolean paralyses, Aim aim, Deed strike, Deed mend) {
  static Fault passing(String name, String what, Duration lasts, Aim aim, Deed strike, Deed mend) {
    return new Fault(name, what, lasts, false, aim, strike, mend);
  }

  static Fault paralysing(
      String name, String what, Duration lasts, Aim aim, Deed strike, Deed mend) {
    return new Fault(name, what, lasts, true, aim, strike, mend);
  }

  /// Chooses whom it strikes.
  @FunctionalInterface
  interface Aim {
    Victims at(TestCluster cluster) throws IOException;
  }

  /// @param replicas of the web service, which are not expected to answer any more
  /// @param pids of processes that are struck, rather than hosts
  record Victims(List<Host> hosts, Set<String> replicas, List<Long> pids) {}

  @FunctionalInterface
  interface Deed {
    void to(TestCluster cluster, Victims victims) throws IOException;
  }
}
