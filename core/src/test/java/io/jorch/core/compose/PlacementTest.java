package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.Affinity;
import io.jorch.core.model.Deployment;
import io.jorch.core.model.Deployment.Mode;
import io.jorch.core.model.PlacementSpec;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.PortSpec.Protocol;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.TaskSpecHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
  private static final String WHOLE =
      """
      services:
        web:
          image: i
          platform: linux/x86_64
          ports: [{ target: 80, published: 8080, mode: host }, { target: 81, mode: ingress }]
          deploy:
            mode: replicated-job
            replicas: 6
            placement:
              constraints: [node.role == manager, Node.Labels.Disk!=hdd, engine.labels.kernel==6]
              preferences: [{ spread: node.labels.zone }, { spread: node.labels.rack }]
              max_replicas_per_node: 2
            resources:
              reservations:
                generic_resources:
                  - discrete_resource_spec: { kind: gpu, value: 2 }
                  - discrete_resource_spec: { kind: seats, value: 10 }
          x-jorch:
            affinity: [db, { service: cache, required: true, over: node.labels.zone }]
            anti_affinity: [{ service: web, required: true }, off]
            max_concurrent: 3
        db: { image: i }
        cache: { image: i }
        off: { image: i, profiles: [sometimes] }
      """;

  @Test
  void readsEverythingAboutThePlace() {
    Deployment deployment = Loading.web(Loading.stack(Loading.text(WHOLE))).deployment();
    assertEquals(Mode.REPLICATED_JOB, deployment.mode());
    assertEquals(OptionalInt.of(3), deployment.maxConcurrent());
    assertEquals(
        new PlacementSpec(
            List.of("node.role == manager", "Node.Labels.Disk!=hdd", "engine.labels.kernel==6"),
            List.of("node.labels.zone", "node.labels.rack"),
            OptionalInt.of(2),
            Optional.of("linux/amd64"),
            List.of(
                affinity("db", false, false, "node.id"),
                affinity("cache", false, true, "node.labels.zone"),
                affinity("web", true, true, "node.id"))),
        deployment.placement());
  }

  @Test
  void readsReservationsAndHostPorts() {
    ServiceSpec web = Loading.web(Loading.stack(Loading.text(WHOLE)));
    assertEquals(Map.of("gpu", 2L, "seats", 10L), web.task().reservations().generic());
    assertEquals(
        List.of(
            new PortSpec("", OptionalInt.of(8080), 80, Protocol.TCP, true),
            new PortSpec("", OptionalInt.empty(), 81, Protocol.TCP, false)),
        web.ports());
  }

  @Test
  void isWrittenAndReadBackTheSame() {
    StackSpec stack = Loading.stack(Loading.text(WHOLE));
    assertEquals(stack, Loading.stack(Loading.text(ComposeWriter.yaml(stack))));
    assertEquals(stack, Loading.stack(Loading.text(ComposeWriter.json(stack))));
  }

  @ParameterizedTest
  @CsvSource({"global, GLOBAL", "global-job, GLOBAL_JOB", "replicated, REPLICATED"})
  void readsAndWritesModes(String word, Mode mode) {
    StackSpec stack =
        Loading.stack(
            Loading.text("services: { web: { image: i, deploy: { mode: " + word + " } } }"));
    assertEquals(mode, Loading.web(stack).deployment().mode());
    assertEquals(stack, Loading.stack(Loading.text(ComposeWriter.yaml(stack))));
  }

  @Test
  void thePlaceIsNoPartOfTheTask() {
    ServiceSpec plain = Loading.web("tty: false");
    ServiceSpec placed =
        Loading.web(
            "platform: linux/arm64",
            "deploy: { mode: global, placement: { constraints: [node.role==worker] } }",
            "x-jorch: { anti_affinity: [web] }");
    assertEquals(TaskSpecHash.of(plain.task()), TaskSpecHash.of(placed.task()));
  }

  @Test
  void aJobsTasksRestartOnFailureUnlessTheFileSaysOtherwise() {
    ServiceSpec job =
        Loading.web("deploy: { mode: replicated-job, restart_policy: { delay: 5s } }");
    assertEquals(RestartPolicy.Condition.ON_FAILURE, job.restart().condition());
  }

  @Test
  void twoServicesMayPublishOneHostPortOnDifferentNodes() {
    String port = "ports: [{ target: 80, published: 80, mode: %s }]";
    String both = "services: { a: { image: i, %s }, b: { image: i, %s } }";
    String host = port.formatted("host");
    assertInstanceOf(LoadResult.Loaded.class, Loading.text(both.formatted(host, host)));
    List<String> problems =
        Loading.problems(Loading.text(both.formatted(host, port.formatted("ingress"))));
    assertTrue(problems.getFirst().contains("host port 80 is published by"), problems::toString);
  }

  @Test
  void anAffinityToAServiceThatIsOffIsLeftOut() {
    StackSpec stack = Loading.stack(Loading.text(WHOLE));
    assertTrue(
        Loading.web(stack).deployment().placement().affinities().stream()
            .noneMatch(each -> each.service().equals(new ServiceName("off"))));
  }

  private static Affinity affinity(String service, boolean apart, boolean required, String over) {
    return new Affinity(new ServiceName(service), apart, required, over);
  }
}
