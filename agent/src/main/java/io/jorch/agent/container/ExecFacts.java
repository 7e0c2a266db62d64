package io.jorch.agent.container;

import io.jorch.agent.linux.ContainerFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What an exec needs to know: the input of [ExecPlan].
record ExecFacts(
    ContainerSpec container,
    ProcessSpec process,
    Confinement confinement,
    Identity identity,
    List<String> environment,
    ByteBuffer filter,
    Stdio stdio) {

  static ExecFacts of(ContainerSpec container, ExecSpec exec, ContainerFiles files)
      throws IOException {
    ProcessSpec own = container.process();
    Confinement confinement = exec.privileged() ? Confinement.NONE : container.confinement();
    ProcessSpec process =
        own.withArguments(exec.arguments())
            .withDirectory(exec.directory().orElse(own.directory()))
            .withUser(exec.user().orElse(own.user()));
    Identity identity = users(files).resolve(process.user(), process.groups());
    List<String> environment =
        CredentialSteps.environment(
            merged(own.environment(), exec.environment()),
            identity.home(),
            container.hostname(),
            exec.stdio() instanceof Stdio.Terminal);
    ByteBuffer filter = Facts.filter(confinement);
    return new ExecFacts(
        container, process, confinement, identity, environment, filter, exec.stdio());
  }

  private static Users users(ContainerFiles files) throws IOException {
    return new Users(files.read("/etc/passwd").orElse(""), files.read("/etc/group").orElse(""));
  }

  private static List<String> merged(List<String> base, List<String> more) {
    List<String> all = new ArrayList<>(base);
    for (String entry : more) {
      String name = entry.substring(0, entry.indexOf('=') + 1);
      all.removeIf(old -> !name.isEmpty() && old.startsWith(name));
      all.add(entry);
    }
    return all;
  }
}
