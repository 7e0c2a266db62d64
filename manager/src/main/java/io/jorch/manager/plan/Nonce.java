package io.jorch.manager.plan;

import io.jorch.core.model.ServiceSpec;

/// The counter in a task's specification that makes equal files give new tasks on request.
final class Nonce {
  private Nonce() {}

  static ServiceSpec next(ServiceSpec service) {
    return with(service, service.task().restartNonce() + 1);
  }

  static ServiceSpec with(ServiceSpec service, int nonce) {
    return service.withTask(service.task().withRestartNonce(nonce));
  }
}
