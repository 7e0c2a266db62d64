package io.jorch.cli.stack;

import io.jorch.cli.client.Images;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.BuildRequest;
import io.jorch.core.api.PullRequest;
import io.jorch.core.compose.NearMiss;
import io.jorch.core.model.BuildSpec;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.ServiceSpec.PullPolicy;
import io.jorch.core.model.StackSpec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees that the images of a stack are there before it is handed over.
public final class ImageSteps {
  private final Images images;
  private final ImageDisplay display;

  public ImageSteps(Images images, ImageDisplay display) {
    this.images = images;
    this.display = display;
  }

  /// How `up` was asked to treat images.
  ///
  /// @param pull instead of each service's own policy
  public record Wish(boolean build, boolean noBuild, Optional<PullPolicy> pull) {}

  /// What one image needs.
  sealed interface Step {
    record Nothing() implements Step {}

    record Build(BuildSpec spec) implements Step {}

    record Pull() implements Step {}

    record Refuse(String sentence) implements Step {}
  }

  /// Builds and pulls what is wanted and not there; one image once, in the file's order.
  public void ensure(StackSpec stack, Wish wish) {
    for (Map.Entry<String, ServiceSpec> entry : byImage(stack.services().values()).entrySet()) {
      ServiceSpec service = entry.getValue();
      boolean present = images.find(entry.getKey()).isPresent();
      act(entry.getKey(), step(service, present, wish));
    }
    display.end();
  }

  public void build(String reference, BuildSpec spec) {
    display.follow(reference, sink -> images.build(new BuildRequest(reference, spec), sink));
  }

  public void pull(String reference) {
    display.follow(
        reference, sink -> images.pull(new PullRequest(reference, Optional.empty()), sink));
  }

  /// Each image with the service that says how to come by it: one with `build`, if any.
  public static Map<String, ServiceSpec> byImage(Collection<ServiceSpec> services) {
    Map<String, ServiceSpec> result = new LinkedHashMap<>();
    for (ServiceSpec service : services)
      result.merge(service.task().image(), service, (a, b) -> a.build().isPresent() ? a : b);
    return result;
  }

  static Step step(ServiceSpec service, boolean present, Wish wish) {
    PullPolicy policy = wish.pull().orElse(service.pullPolicy());
    if (service.build().isPresent() && (wish.build() || policy == PullPolicy.BUILD || !present))
      return buildUnlessForbidden(service, service.build().get(), present, wish);
    if (service.build().isPresent()) return new Step.Nothing();
    return switch (policy) {
      case ALWAYS -> new Step.Pull();
      case MISSING -> present ? new Step.Nothing() : new Step.Pull();
      case NEVER -> present ? new Step.Nothing() : missing(service, "pulling it is forbidden");
      case BUILD -> missing(service, "its pull_policy is 'build', but the file does not say how");
    };
  }

  private static Step buildUnlessForbidden(
      ServiceSpec service, BuildSpec spec, boolean present, Wish wish) {
    if (!wish.noBuild()) return new Step.Build(spec);
    return present ? new Step.Nothing() : missing(service, "--no-build forbids building it");
  }

  private static Step missing(ServiceSpec service, String why) {
    return new Step.Refuse(
        "service '"
            + service.name()
            + "' needs the image '"
            + service.task().image()
            + "', which is not here, and "
            + why
            + "; see what there is with `jorch image ls`");
  }

  private void act(String reference, Step step) {
    switch (step) {
      case Step.Nothing nothing -> {}
      case Step.Build build -> build(reference, build.spec());
      case Step.Pull pull -> pull(reference);
      case Step.Refuse refuse -> throw new Failed(refuse.sentence());
    }
  }

  /// Services of a stack by name; all when `names` is empty.
  public static List<ServiceSpec> chosen(StackSpec stack, List<String> names) {
    List<String> known = stack.services().keySet().stream().map(Object::toString).toList();
    for (String name : names)
      if (!known.contains(name))
        throw new Failed(
            "stack '" + stack.name() + "' has no service '" + name + "'" + meant(name, known));
    return stack.services().values().stream()
        .filter(service -> names.isEmpty() || names.contains(service.name().value()))
        .toList();
  }

  private static String meant(String name, List<String> known) {
    String near = NearMiss.hint(name, known);
    return near.isEmpty() ? "; it has " + String.join(", ", known) : near;
  }
}
