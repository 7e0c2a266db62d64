package io.jorch.manager.plan;

import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.TaskSpec;

/// The counter in a task's specification that makes equal files give new tasks on request.
final class Nonce {
  private Nonce() {}

  static ServiceSpec next(ServiceSpec service) {
    return with(service, service.task().restartNonce() + 1);
  }

  static ServiceSpec with(ServiceSpec service, int nonce) {
    TaskSpec task = service.task();
    return service.withTask(
        new TaskSpec(
            task.image(),
            task.imageId(),
            task.entrypoint(),
            task.command(),
            task.environment(),
            task.labels(),
            task.user(),
            task.groupAdd(),
            task.workingDir(),
            task.hostname(),
            task.domainname(),
            task.stopSignal(),
            task.stopGracePeriod(),
            task.healthcheck(),
            task.limits(),
            task.reservations(),
            task.mounts(),
            task.networks(),
            task.networkMode(),
            task.extraHosts(),
            task.tty(),
            task.stdinOpen(),
            task.readOnly(),
            task.privileged(),
            task.capAdd(),
            task.capDrop(),
            nonce));
  }
}
