package io.jorch.manager.control;

import io.jorch.core.api.ImageView;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.node.NodeService;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Fixes which image each service's name means. The node where the user is does it, because the
/// user pulled or built there; all nodes then run the same image, whatever the name means to them.
public final class Pins {
  private Pins() {}

  /// Gives every service the id of its image, by the names that `images` knows. An id that is there
  /// already stays.
  public static StackSpec pin(StackSpec spec, NodeService images) throws IOException {
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>();
    for (Map.Entry<ServiceName, ServiceSpec> each : spec.services().entrySet()) {
      services.put(each.getKey(), each.getValue().withTask(pin(each.getValue(), images)));
    }
    return new StackSpec(spec.name(), services, spec.networks(), spec.volumes());
  }

  private static TaskSpec pin(ServiceSpec service, NodeService images) throws IOException {
    if (service.task().imageId().isPresent()) return service.task();
    ImageView image =
        images
            .image(service.task().image())
            .orElseThrow(
                () ->
                    RequestException.invalid(
                        "service "
                            + service.name()
                            + ": image "
                            + service.task().image()
                            + " is not here; fetch it with `jorch pull` or build it with"
                            + " `jorch build`"));
    return service.task().withImageId(image.id());
  }
}
