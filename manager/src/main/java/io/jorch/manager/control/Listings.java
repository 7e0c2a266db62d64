package io.jorch.manager.control;

import io.jorch.core.api.NetworkView;
import io.jorch.core.api.Progress;
import io.jorch.core.api.StackView;
import io.jorch.core.api.TaskView;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskState;
import io.jorch.manager.control.Operations.TaskQuery;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.view.Rows;
import io.jorch.manager.view.Sources;
import io.jorch.manager.view.StackRows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Lists of what is there, drawn from the loop's latest picture.
final class Listings {
  private final ControlLoop loop;
  private final Stacks stacks;
  private final Progresses progresses;
  private final Function<TaskSpec, List<String>> imageCommand;

  Listings(
      ControlLoop loop,
      Stacks stacks,
      Progresses progresses,
      Function<TaskSpec, List<String>> imageCommand) {
    this.loop = loop;
    this.stacks = stacks;
    this.progresses = progresses;
    this.imageCommand = imageCommand;
  }

  List<StackView> stacks() {
    Picture picture = loop.picture();
    return stacks.current().stream().map(revision -> row(picture, revision)).toList();
  }

  StackView stack(StackName name) throws RequestException {
    return row(loop.picture(), stacks.find(name).orElseThrow(() -> stacks.missing(name)));
  }

  private StackView row(Picture picture, StackRevision revision) {
    return StackRows.row(
        revision,
        picture.observed(revision.spec().name()),
        progresses.of(picture, revision),
        stacks.firstCreated(revision.spec().name()));
  }

  Progress progress(StackRevision revision) {
    return progresses.of(loop.picture(), revision);
  }

  /// Without `all`: tasks that have not ended, and of the others the latest of each slot when it
  /// ended in failure, nothing took its place, and it was not told to go.
  List<TaskView> tasks(TaskQuery query) throws RequestException {
    Picture picture = loop.picture();
    Observed observed =
        query
            .stack()
            .map(name -> picture.observed(new StackName(name)))
            .orElseGet(picture::observed);
    List<TaskView> rows = rows(picture, observed).all();
    if (query.stack().isPresent()) check(new StackName(query.stack().get()), query, rows);
    return rows.stream()
        .filter(row -> query.stack().map(row.stack()::equals).orElse(true))
        .filter(row -> query.services().isEmpty() || query.services().contains(row.service()))
        .filter(row -> query.all() || shown(picture, row, rows))
        .toList();
  }

  /// A service that left its stack is known as long as tasks of it are.
  private void check(StackName stack, TaskQuery query, List<TaskView> rows)
      throws RequestException {
    Set<String> known = new LinkedHashSet<>();
    Optional<StackRevision> revision = stacks.find(stack);
    revision.ifPresent(
        each -> each.spec().services().keySet().forEach(name -> known.add(name.value())));
    rows.stream()
        .filter(row -> row.stack().equals(stack.value()))
        .forEach(row -> known.add(row.service()));
    if (known.isEmpty() && !query.services().isEmpty()) throw stacks.missing(stack);
    stacks.check(stack, query.services(), known);
  }

  private static boolean shown(Picture picture, TaskView row, List<TaskView> rows) {
    if (!row.state().ended()) return true;
    if (row.state() == TaskState.COMPLETE || row.slot() == 0) return false;
    if (leaving(picture, row)) return false;
    boolean latest =
        rows.stream()
            .noneMatch(
                other ->
                    other.slot() == row.slot()
                        && other.service().equals(row.service())
                        && other.stack().equals(row.stack())
                        && (other.createdAt().isAfter(row.createdAt()) || !other.state().ended()));
    return latest && picture.stack(new StackName(row.stack())).isPresent();
  }

  private static boolean leaving(Picture picture, TaskView row) {
    Task task = picture.observed(new StackName(row.stack())).tasks().get(new TaskId(row.id()));
    return task == null || task.desired() == Task.Desired.REMOVE;
  }

  /// Rows of the tasks in `observed`.
  Rows rows(Picture picture, Observed observed) {
    Map<SpecHash, TaskSpec> specs = picture.specs();
    Sources sources =
        new Sources(hash -> Optional.ofNullable(specs.get(hash)), imageCommand, picture.unplaced());
    return new Rows(picture.stacks(), observed, sources);
  }

  /// The task with this id, name or start of an id; of several with one name the latest.
  Task find(String reference, Optional<StackName> stack) throws RequestException {
    List<Task> tasks =
        loop.picture().observed().tasks().values().stream()
            .filter(task -> stack.map(task.stack()::equals).orElse(true))
            .toList();
    Optional<Task> named =
        tasks.stream()
            .filter(task -> task.name().equals(reference))
            .max((a, b) -> a.createdAt().compareTo(b.createdAt()));
    if (named.isPresent()) return named.get();
    List<Task> matching =
        tasks.stream().filter(task -> task.id().value().startsWith(reference)).toList();
    if (matching.size() == 1) return matching.getFirst();
    if (matching.size() > 1) {
      throw RequestException.invalid(
          "'" + reference + "' is the start of " + matching.size() + " ids; give more digits");
    }
    throw RequestException.missing(
        "no container '" + reference + "'; `jorch ps -a` lists all there are");
  }

  List<NetworkView> networks() {
    Picture picture = loop.picture();
    Map<NetworkName, String> subnets = stacks.subnets();
    List<NetworkView> views = new ArrayList<>();
    for (StackRevision revision : stacks.current()) {
      for (NetworkSpec network : revision.spec().networks().values()) {
        String subnet = subnets.getOrDefault(network.name(), network.subnet().orElse(""));
        views.add(
            new NetworkView(
                network.name().value(),
                revision.spec().name().value(),
                subnet,
                network.internal(),
                tasksOn(picture, network.name())));
      }
    }
    return views;
  }

  private static List<String> tasksOn(Picture picture, NetworkName network) {
    return picture.observed().statuses().values().stream()
        .filter(status -> status.addresses().containsKey(network))
        .map(status -> picture.observed().tasks().get(status.task()))
        .filter(java.util.Objects::nonNull)
        .map(Task::name)
        .sorted()
        .toList();
  }
}
