package io.jorch.manager.plan;

import io.jorch.core.api.ServiceUpdate;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Applies the few changes of `jorch update` to one service.
final class ServiceEdit {
  private ServiceEdit() {}

  static ServiceSpec apply(ServiceSpec service, ServiceUpdate update) {
    TaskSpec task = service.task();
    boolean newImage = update.image().isPresent();
    TaskSpec next =
        task.withContents(
            update.image().orElse(task.image()),
            newImage ? Optional.empty() : task.imageId(),
            update.command().or(task::command),
            merged(task.environment(), update.addEnvironment(), update.removeEnvironment()),
            merged(task.labels(), update.addLabels(), update.removeLabels()));
    ServiceSpec changed =
        service.withTask(next).withReplicas(update.replicas().orElse(service.replicas()));
    return update.force() ? Nonce.next(changed) : changed;
  }

  private static Map<String, String> merged(
      Map<String, String> before, Map<String, String> added, List<String> removed) {
    Map<String, String> after = new LinkedHashMap<>(before);
    after.putAll(added);
    removed.forEach(after::remove);
    return after;
  }
}
