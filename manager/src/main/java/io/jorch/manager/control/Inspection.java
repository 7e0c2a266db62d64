package io.jorch.manager.control;

import io.jorch.core.api.PlacementView;
import io.jorch.core.api.TaskView;
import io.jorch.core.api.VolumeView;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.node.NodeService;
import io.jorch.manager.plan.Spelling;
import io.jorch.manager.reconcile.SlotRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Everything known of one object, found by whatever people call it.
final class Inspection {
  private final ControlLoop loop;
  private final Placing placing;
  private final Stacks stacks;
  private final Listings listings;
  private final Supplier<Optional<NodeService>> node;
  private final Reach reach;
  private final VolumeBook volumes;
  private final Spelling spelling;

  Inspection(
      ControlLoop loop,
      Placing placing,
      Stacks stacks,
      Listings listings,
      Supplier<Optional<NodeService>> node,
      Reach reach,
      VolumeBook volumes,
      Spelling spelling) {
    this.loop = loop;
    this.placing = placing;
    this.stacks = stacks;
    this.listings = listings;
    this.node = node;
    this.reach = reach;
    this.volumes = volumes;
    this.spelling = spelling;
  }

  /// Looks among containers, services (`stack/service`), stacks, networks, volumes and images, in
  /// this order, or only among one kind.
  Map<String, Object> of(String reference, Optional<String> type, boolean plan) throws IOException {
    if (reference.isEmpty()) throw RequestException.invalid("say what to inspect");
    for (Kind kind : Kind.values()) {
      if (type.isPresent() && !kind.matches(type.get())) continue;
      Optional<Map<String, Object>> found = find(kind, reference, plan);
      if (found.isPresent()) return found.get();
    }
    throw RequestException.missing("nothing is called '" + reference + "'" + meant(reference));
  }

  private String meant(String reference) throws IOException {
    List<String> names = names();
    Optional<String> service = names.stream().filter(n -> n.endsWith("/" + reference)).findFirst();
    if (service.isPresent()) return "; did you mean '" + service.get() + "'?";
    return spelling.near(
        reference,
        names,
        "; `jorch ps -a`, `jorch ls`, `jorch image ls`,"
            + " `jorch volume ls` and `jorch network ls` list what there is");
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    loop.picture().observed().tasks().values().forEach(task -> names.add(task.name()));
    for (StackRevision revision : stacks.current()) {
      String stack = revision.spec().name().value();
      names.add(stack);
      revision.spec().services().keySet().forEach(service -> names.add(stack + "/" + service));
    }
    listings.networks().forEach(network -> names.add(network.name()));
    volumes.list().forEach(volume -> names.add(volume.name()));
    if (node.get().isPresent()) {
      node.get().get().images().forEach(image -> names.addAll(image.references()));
    }
    return names;
  }

  private enum Kind {
    CONTAINER,
    SERVICE,
    STACK,
    NETWORK,
    VOLUME,
    IMAGE;

    boolean matches(String word) {
      return name().equalsIgnoreCase(word) || (this == CONTAINER && word.equals("task"));
    }
  }

  private Optional<Map<String, Object>> find(Kind kind, String reference, boolean plan)
      throws IOException {
    return switch (kind) {
      case CONTAINER -> container(reference, plan);
      case SERVICE -> service(reference);
      case STACK -> stack(reference);
      case NETWORK ->
          listings.networks().stream()
              .filter(each -> each.name().equals(reference))
              .findFirst()
              .map(each -> object("network", each));
      case VOLUME -> volume(reference);
      case IMAGE -> image(reference);
    };
  }

  private Optional<Map<String, Object>> container(String reference, boolean plan)
      throws IOException {
    Task task;
    try {
      task = listings.find(reference, Optional.empty());
    } catch (RequestException e) {
      if (e.kind() == RequestException.Kind.MISSING) return Optional.empty();
      throw e;
    }
    return Optional.of(container(task, plan));
  }

  private Map<String, Object> container(Task task, boolean plan) throws IOException {
    Picture picture = loop.picture();
    List<TaskView> slot =
        listings.rows(picture, picture.observed(task.stack())).all().stream()
            .filter(
                row ->
                    row.slot() == task.slot()
                        && row.service().equals(task.service().value())
                        && row.stack().equals(task.stack().value()))
            .toList();
    Map<String, Object> object = new LinkedHashMap<>();
    slot.stream()
        .filter(row -> row.id().equals(task.id().value()))
        .findFirst()
        .ifPresent(row -> Fields.of(row).forEach(object::put));
    object.put("kind", "container");
    object.put("desired", task.desired());
    object.put("specHash", task.spec());
    object.put("spec", Optional.ofNullable(picture.specs().get(task.spec())));
    object.put("status", Optional.ofNullable(picture.observed().statuses().get(task.id())));
    object.put(
        "waiting",
        picture
            .outcome(task.stack())
            .waiting()
            .getOrDefault(new SlotRef(task.stack(), task.service(), task.slot()), ""));
    object.put("placement", placement(picture, task));
    if (task.node().isPresent()) object.putAll(ofNode(task, plan));
    object.put(
        "history", slot.stream().filter(row -> !row.id().equals(task.id().value())).toList());
    return object;
  }

  /// What the node knows, or why it cannot be asked.
  private Map<String, Object> ofNode(Task task, boolean plan) {
    try {
      return reach.task(task).inspect(task.id(), plan);
    } catch (IOException e) {
      return Map.of("nodeError", String.valueOf(e.getMessage()));
    }
  }

  private PlacementView placement(Picture picture, Task task) {
    TaskSpec spec = picture.specs().get(task.spec());
    if (task.node().isPresent() || spec == null) {
      String where = task.node().map(picture::nodeName).orElse("");
      return new PlacementView(where.isEmpty() ? "not placed yet" : "on node " + where, List.of());
    }
    return placing.explain(task, spec);
  }

  private Optional<Map<String, Object>> service(String reference) {
    for (StackRevision revision : stacks.current()) {
      for (ServiceSpec service : revision.spec().services().values()) {
        String stack = revision.spec().name().value();
        String name = service.name().value();
        if (reference.equals(stack + "/" + name) || reference.equals(stack + "_" + name)) {
          return Optional.of(object("service", service));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Map<String, Object>> stack(String reference) {
    return stacks.current().stream()
        .filter(each -> each.spec().name().equals(stackName(reference)))
        .findFirst()
        .map(each -> object("stack", each));
  }

  private static Object stackName(String reference) {
    try {
      return new StackName(reference);
    } catch (IllegalArgumentException e) {
      return reference; // equals no stack's name
    }
  }

  private Optional<Map<String, Object>> volume(String reference) throws IOException {
    return volumes.find(reference).map((VolumeView each) -> object("volume", each));
  }

  private Optional<Map<String, Object>> image(String reference) throws IOException {
    if (node.get().isEmpty() || node.get().get().image(reference).isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", "image");
    object.putAll(node.get().get().inspectImage(reference));
    return Optional.of(object);
  }

  private static Map<String, Object> object(String kind, Record record) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", kind);
    object.putAll(Fields.of(record));
    return object;
  }
}
