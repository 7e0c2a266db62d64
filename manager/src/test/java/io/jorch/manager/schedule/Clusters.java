package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.NodeRole;
import io.jorch.core.model.NodeUsage;
import io.jorch.core.model.Resources;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.node.NodeState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/// Short ways to write nodes and tasks in tests.
final class Clusters {
  static final long GIB = 1L << 30;
  static final StackName SHOP = new StackName("shop");
  private static final SpecHash SPEC = new SpecHash("0".repeat(64));

  private Clusters() {}

  static NodeId id(int n) {
    return new NodeId("node%08d".formatted(n));
  }

  static Group group(String service) {
    return new Group(SHOP, new ServiceName(service));
  }

  static Task task(String service, int slot, Random random) {
    return new Task(
        TaskId.random(random),
        SHOP,
        new ServiceName(service),
        slot,
        "shop-" + service + "-" + slot,
        SPEC,
        Optional.empty(),
        Task.Desired.RUN,
        Instant.EPOCH,
        0);
  }

  /// A node that is being described.
  record Draft(
      NodeInfo info,
      Liveness liveness,
      Intake intake,
      NodeRole role,
      Map<String, String> labels,
      Set<VolumeName> doomed) {
    NodeState state() {
      return new NodeState(info, liveness, true, intake, role, labels, doomed);
    }

    Draft labelled(Map<String, String> operator) {
      return new Draft(info, liveness, intake, role, operator, doomed);
    }

    Draft givingUp(String volume) {
      return new Draft(info, liveness, intake, role, labels, Set.of(new VolumeName(volume)));
    }

    Draft is(Liveness now) {
      return new Draft(info, now, intake, role, labels, doomed);
    }

    Draft is(Intake now) {
      return new Draft(info, liveness, now, role, labels, doomed);
    }

    Draft is(NodeRole now) {
      return new Draft(info, liveness, intake, now, labels, doomed);
    }

    Draft busy(int cpu, int memory) {
      return new Draft(
          info.withUsage(new NodeUsage(cpu, memory)), liveness, intake, role, labels, doomed);
    }

    Draft with(String architecture, Resources capacity, Map<String, List<String>> named) {
      NodeInfo other =
          new NodeInfo(
              info.id(),
              info.hostname(),
              architecture,
              info.kernel(),
              info.version(),
              capacity,
              info.labels(),
              info.session(),
              info.startedAt(),
              info.usedPrefixes(),
              info.applied(),
              named,
              info.usage());
      return new Draft(other, liveness, intake, role, labels, doomed);
    }
  }

  /// A ready worker with 64 CPUs and 64 GiB, called `host` and its number.
  static Draft node(int n) {
    NodeInfo info =
        new NodeInfo(
            id(n),
            "host" + n,
            "amd64",
            "6",
            "1",
            room(64, 64 * GIB),
            Map.of("kernel", "six"),
            1,
            Instant.EPOCH,
            List.of(),
            0);
    return new Draft(info, new Liveness.Ready(), Intake.OPEN, NodeRole.WORKER, Map.of(), Set.of());
  }

  static Resources room(long cpus, long memory) {
    return new Resources(
        OptionalLong.of(cpus * 1_000_000_000L), OptionalLong.of(memory), OptionalLong.empty());
  }
}
