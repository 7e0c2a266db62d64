package io.jorch.manager.schedule;

import io.jorch.core.model.Constraint;
import io.jorch.core.model.NodeAttribute;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.PortSpec.Protocol;
import io.jorch.core.model.Resources;
import io.jorch.core.model.VolumeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Needs that are being described.
final class Wish {
  private Optional<String> architecture = Optional.empty();
  private OptionalLong cpus = OptionalLong.empty();
  private OptionalLong memory = OptionalLong.empty();
  private OptionalLong pids = OptionalLong.empty();
  private Map<String, Long> generic = Map.of();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<VolumeName> volumes = new ArrayList<>();
  private final List<VolumeName> copies = new ArrayList<>();
  private Optional<NodeId> host = Optional.empty();
  private final List<Site> sharers = new ArrayList<>();
  private final List<NodeAttribute> spread = new ArrayList<>();
  private int most;
  private final List<HostPort> ports = new ArrayList<>();
  private final List<Near> near = new ArrayList<>();
  private Optional<String> image = Optional.empty();

  static Wish any() {
    return new Wish();
  }

  Wish architecture(String name) {
    architecture = Optional.of(name);
    return this;
  }

  Wish memory(long bytes) {
    memory = OptionalLong.of(bytes);
    return this;
  }

  Wish cpus(long count) {
    cpus = OptionalLong.of(count * 1_000_000_000L);
    return this;
  }

  Wish pids(long count) {
    pids = OptionalLong.of(count);
    return this;
  }

  Wish generic(String kind, long count) {
    generic = Map.of(kind, count);
    return this;
  }

  Wish constraint(String text) {
    constraints.add(Constraint.parse(text));
    return this;
  }

  Wish copy(String name) {
    copies.add(new VolumeName(name));
    return this;
  }

  Wish volume(String name) {
    volumes.add(new VolumeName(name));
    return this;
  }

  Wish sharedWith(String constraint) {
    sharers.add(new Site(Optional.empty(), List.of(Constraint.parse(constraint))));
    return this;
  }

  Wish on(NodeId only) {
    host = Optional.of(only);
    return this;
  }

  Wish spread(String attribute) {
    spread.add(attribute(attribute));
    return this;
  }

  Wish most(int perNode) {
    most = perNode;
    return this;
  }

  Wish port(String ip, int number) {
    ports.add(new HostPort(ip, number, Protocol.TCP));
    return this;
  }

  Wish near(String service, boolean required, String over) {
    near.add(new Near(Clusters.group(service), false, required, attribute(over)));
    return this;
  }

  Wish apart(String service, boolean required, String over) {
    near.add(new Near(Clusters.group(service), true, required, attribute(over)));
    return this;
  }

  Wish image(String id) {
    image = Optional.of(id);
    return this;
  }

  private static NodeAttribute attribute(String text) {
    return NodeAttribute.parse(text).orElseThrow();
  }

  Needs needs() {
    return new Needs(
        new Resources(cpus, memory, pids, generic),
        new Site(architecture, List.copyOf(constraints)),
        List.copyOf(volumes),
        List.copyOf(copies),
        host,
        List.copyOf(sharers),
        List.copyOf(spread),
        most,
        List.copyOf(ports),
        List.copyOf(near),
        image);
  }
}
