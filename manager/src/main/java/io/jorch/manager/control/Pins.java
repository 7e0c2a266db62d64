package io.jorch.manager.control;

import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.ImageView;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.node.NodeService;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Fixes which image each service's name means. The node where the user is does it, because the
/// user pulled or built there; all nodes then run the same image, whatever the name means to them.
public final class Pins {
  private Pins() {}

  /// The request with the ids of images: of all, or for a plan of those that are there.
  public static ApplyRequest of(ApplyRequest request, NodeService images) throws IOException {
    StackSpec spec = request.spec();
    return new ApplyRequest(
        request.dryRun() ? known(spec, images) : pin(spec, images),
        request.reason(),
        request.onlyServices(),
        request.forceRecreate(),
        request.dryRun());
  }

  /// Gives every service the id of its image, by the names that `images` knows. An id that is there
  /// already stays.
  static StackSpec pin(StackSpec spec, NodeService images) throws IOException {
    StackSpec known = known(spec, images);
    for (ServiceSpec service : known.services().values()) {
      if (service.task().imageId().isEmpty()) throw missing(service);
    }
    return known;
  }

  private static RequestException missing(ServiceSpec service) {
    return RequestException.invalid(
        "service "
            + service.name()
            + ": image "
            + service.task().image()
            + " is not here; fetch it with `jorch pull` or build it with `jorch build`");
  }

  /// The same, but for services whose image is not there.
  static StackSpec known(StackSpec spec, NodeService images) throws IOException {
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>();
    for (Map.Entry<ServiceName, ServiceSpec> each : spec.services().entrySet()) {
      services.put(each.getKey(), each.getValue().withTask(known(each.getValue(), images)));
    }
    return new StackSpec(spec.name(), services, spec.networks(), spec.volumes());
  }

  private static TaskSpec known(ServiceSpec service, NodeService images) throws IOException {
    if (service.task().imageId().isPresent()) return service.task();
    Optional<ImageView> image = images.image(service.task().image());
    return image.map(found -> service.task().withImageId(found.id())).orElseGet(service::task);
  }

  /// Takes images that are not there for those that services have already, by the same name.
  static StackSpec assumed(StackSpec known, StackSpec before) {
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>(known.services());
    services.replaceAll(
        (name, service) ->
            Optional.ofNullable(before.services().get(name))
                .map(ServiceSpec::task)
                .filter(_ -> service.task().imageId().isEmpty())
                .filter(task -> task.image().equals(service.task().image()))
                .flatMap(TaskSpec::imageId)
                .map(id -> service.withTask(service.task().withImageId(id)))
                .orElse(service));
    return new StackSpec(known.name(), services, known.networks(), known.volumes());
  }
}
