package io.jorch.manager.control;

import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.ServiceUpdate;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.StackSpec;
import io.jorch.core.node.NodeService;
import io.jorch.manager.control.Operations.Action;
import io.jorch.manager.plan.Edit;
import io.jorch.manager.plan.Merge;
import io.jorch.manager.plan.StackDiff;
import io.jorch.manager.plan.StackEdit;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Changes of what is desired. Each becomes one durable revision, or nothing when nothing differs.
/// A revision made by someone else meanwhile is never overwritten: the change is made again on top
/// of it.
final class Changes {
  private static final int TRIES = 5;
  private final Stacks stacks;
  private final StackEdit edits;
  private final Foresight foresight;
  private final Chronicle chronicle;
  private final Runnable wake;
  private final InstantSource clock;

  Changes(
      Stacks stacks,
      StackEdit edits,
      Foresight foresight,
      Chronicle chronicle,
      Runnable wake,
      InstantSource clock) {
    this.stacks = stacks;
    this.edits = edits;
    this.foresight = foresight;
    this.chronicle = chronicle;
    this.wake = wake;
    this.clock = clock;
  }

  /// Makes the next specification from the present one.
  @FunctionalInterface
  interface Next {
    StackSpec of(Optional<StackSpec> present) throws IOException;
  }

  ApplyResult apply(ApplyRequest request, NodeService images) throws IOException {
    StackSpec pinned = Pins.of(request, images).spec();
    if (request.dryRun()) return rehearse(request, pinned);
    Next next = present -> merged(request, present, pinned);
    return change(request.spec().name(), request.reason(), next, true);
  }

  private static StackSpec merged(
      ApplyRequest request, Optional<StackSpec> present, StackSpec pinned) throws IOException {
    List<ServiceName> only = request.onlyServices().stream().map(ServiceName::new).toList();
    return Stacks.withSubnets(Merge.apply(present, pinned, only, request.forceRecreate()), present);
  }

  /// What would be changed.
  ///
  /// @param known without the images that are not there
  private ApplyResult rehearse(ApplyRequest request, StackSpec known) throws IOException {
    StackName name = known.name();
    Optional<StackRevision> present = stacks.find(name).filter(each -> !each.removing());
    Optional<StackSpec> before = present.map(StackRevision::spec);
    StackSpec pinned = before.map(spec -> Pins.assumed(known, spec)).orElse(known);
    StackSpec wanted = merged(request, before, pinned);
    long revision = present.map(StackRevision::revision).orElse(0L);
    return foresight.over(result(revision, name, before, wanted), wanted, known);
  }

  ApplyResult scale(StackName name, Map<ServiceName, Integer> replicas) throws IOException {
    String reason =
        replicas.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" ", "scale ", ""));
    return edit(name, reason, spec -> edits.scale(spec, replicas));
  }

  ApplyResult act(StackName name, Action action, Set<ServiceName> services) throws IOException {
    List<ServiceName> list = List.copyOf(services);
    return switch (action) {
      case RESTART -> edit(name, "restart", spec -> edits.restart(spec, list));
      case STOP -> edit(name, "stop", spec -> edits.stop(spec, list));
      case START -> edit(name, "start", spec -> edits.start(spec, list));
    };
  }

  private ApplyResult edit(StackName name, String reason, Function<StackSpec, Edit> edit)
      throws IOException {
    return change(
        name,
        reason,
        present -> edited(edit.apply(present.orElseThrow(() -> stacks.missing(name)))),
        false);
  }

  private static StackSpec edited(Edit edit) throws RequestException {
    return switch (edit) {
      case Edit.Edited edited -> edited.spec();
      case Edit.Refused refused -> throw RequestException.invalid(refused.reason());
    };
  }

  /// Changes services without a file. A new image must be here.
  ApplyResult update(StackName name, ServiceUpdate update, NodeService images) throws IOException {
    if (update.services().isEmpty()) {
      throw RequestException.invalid("name the services of stack " + name + " to update");
    }
    return change(
        name,
        "update " + String.join(" ", update.services()),
        present -> {
          StackSpec before = present.orElseThrow(() -> stacks.missing(name));
          StackSpec next = edited(edits.update(before, update));
          return Merge.followed(before, update.image().isPresent() ? Pins.pin(next, images) : next);
        },
        false);
  }

  /// Brings an earlier revision's specification back, as a new revision.
  ///
  /// @param to empty for the latest one that had converged and says something else
  ApplyResult rollback(StackName name, OptionalLong to) throws IOException {
    for (int attempt = 1; ; attempt++) {
      StackRevision present =
          stacks
              .find(name)
              .filter(each -> !each.removing())
              .orElseThrow(() -> stacks.missing(name));
      StackRevision back = stacks.revisions(name).earlier(present, to);
      long revision = present.revision() + 1;
      StackRevision made =
          new StackRevision(
              back.spec(),
              revision,
              clock.instant(),
              "rollback to revision " + back.revision(),
              false,
              false,
              OptionalLong.of(back.revision()));
      if (stacks.put(made, Optional.of(present)).isPresent()) {
        return made(made, result(revision, name, Optional.of(present.spec()), back.spec()));
      }
      if (attempt == TRIES) throw busy(name);
    }
  }

  /// @param anew a revision whose update had stopped is tried again, though nothing differs
  private ApplyResult change(StackName name, String reason, Next next, boolean anew)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<StackRevision> present = stacks.find(name);
      Optional<StackSpec> before =
          present.filter(each -> !each.removing()).map(StackRevision::spec);
      StackSpec wanted = next.of(before);
      boolean again = anew && present.map(this::stopped).orElse(false);
      if (!again && before.isPresent() && before.get().equals(wanted)) {
        return result(present.get().revision(), name, before, wanted);
      }
      long revision = present.map(StackRevision::revision).orElse(0L) + 1;
      StackRevision made =
          new StackRevision(wanted, revision, clock.instant(), reason, false, false);
      if (stacks.put(made, present, again).isPresent()) {
        return made(made, result(revision, name, before, wanted));
      }
      if (attempt == TRIES) throw busy(name);
    }
  }

  private boolean stopped(StackRevision revision) {
    return stacks
        .revisions(revision.spec().name())
        .is(revision.revision(), RevisionOutcome.State.FAILED);
  }

  /// Asks for the stack to go.
  ApplyResult remove(StackName name, boolean volumes) throws IOException {
    for (int attempt = 1; ; attempt++) {
      StackRevision present = stacks.find(name).orElseThrow(() -> stacks.missing(name));
      List<ApplyResult.Line> lines = StackDiff.removal(present.spec(), volumes);
      if (present.removing() && present.removeVolumes() == volumes) {
        return new ApplyResult(name.value(), present.revision(), lines);
      }
      StackRevision made =
          new StackRevision(
              present.spec(), present.revision() + 1, clock.instant(), "down", true, volumes);
      if (stacks.put(made, Optional.of(present)).isPresent()) {
        return made(made, new ApplyResult(name.value(), made.revision(), lines));
      }
      if (attempt == TRIES) throw busy(name);
    }
  }

  private ApplyResult made(StackRevision revision, ApplyResult result) {
    chronicle.stack(
        revision.spec().name().value(),
        revision.removing() ? "removing" : revision.revision() == 1 ? "created" : "updated",
        revision.reason(),
        clock.instant());
    wake.run();
    return result;
  }

  private static ApplyResult result(
      long revision, StackName name, Optional<StackSpec> before, StackSpec wanted) {
    return new ApplyResult(name.value(), revision, StackDiff.lines(before, wanted));
  }

  private static RequestException busy(StackName name) {
    return RequestException.conflict(
        "stack " + name + " is being changed by others at the same time; try again");
  }
}
