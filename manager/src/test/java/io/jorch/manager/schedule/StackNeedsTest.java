package io.jorch.manager.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.compose.ComposeLoader;
import io.jorch.core.compose.LoadRequest;
import io.jorch.core.compose.LoadResult;
import io.jorch.core.model.Constraint;
import io.jorch.core.model.NodeAttribute;
import io.jorch.core.model.PortSpec.Protocol;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.VolumeName;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// From the file to what the scheduler is asked.
class StackNeedsTest {
  private static final NodeAttribute ZONE = NodeAttribute.parse("node.labels.zone").orElseThrow();

  static StackSpec stack(String services) {
    String yaml = "name: shop\nservices:\n" + services.indent(2) + "volumes: { data: }\n";
    LoadResult result =
        ComposeLoader.load(
            new LoadRequest(
                List.of("-"),
                Path.of("/"),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    return assertInstanceOf(LoadResult.Loaded.class, result, result::toString).stack();
  }

  private static Needs needs(StackSpec stack, String service) {
    return StackNeeds.of(
        stack, Objects.requireNonNull(stack.services().get(new ServiceName(service))));
  }

  @Test
  void takesInEverythingThatTheFileSays() {
    StackSpec stack =
        stack(
            """
            web:
              image: i
              platform: linux/arm64
              ports:
                - { target: 80, published: 8080, mode: host, host_ip: 0.0.0.0 }
                - { target: 81, published: 8081 }
                - { target: 82, mode: host }
              deploy:
                placement:
                  constraints: [node.labels.disk==ssd]
                  preferences: [{ spread: node.labels.zone }]
                  max_replicas_per_node: 2
            """);
    Needs needs = needs(stack, "web");
    assertEquals(
        new Site(Optional.of("arm64"), List.of(Constraint.parse("node.labels.disk==ssd"))),
        needs.site());
    assertEquals(List.of(ZONE), needs.spread());
    assertEquals(2, needs.mostPerNode());
    assertEquals(List.of(new HostPort("", 8080, Protocol.TCP)), needs.ports());
  }

  @Test
  void twoServicesAreApartWhicheverSaysIt() {
    StackSpec stack =
        stack(
            """
            web:
              image: i
              x-jorch:
                anti_affinity: [{ service: db, required: true, over: node.labels.zone }]
                affinity: [cache]
            db: { image: i }
            cache: { image: i }
            """);
    assertEquals(
        List.of(
            new Near(Clusters.group("cache"), false, false, NodeAttribute.NODE),
            new Near(Clusters.group("db"), true, true, ZONE)),
        needs(stack, "web").near());
    assertEquals(
        List.of(new Near(Clusters.group("web"), true, true, ZONE)), needs(stack, "db").near());
    assertEquals(List.of(), needs(stack, "cache").near());
  }

  @Test
  void whatSharesAVolumeIsThoughtOf() {
    StackSpec stack =
        stack(
            """
            writer: { image: i, volumes: ["data:/d"] }
            reader:
              image: i
              volumes: ["data:/d"]
              deploy: { placement: { constraints: [node.labels.zone==b] } }
            other: { image: i, deploy: { placement: { constraints: [node.labels.zone==c] } } }
            """);
    assertEquals(List.of(new VolumeName("shop_data")), needs(stack, "writer").volumes());
    assertEquals(
        List.of(new Site(Optional.empty(), List.of(Constraint.parse("node.labels.zone==b")))),
        needs(stack, "writer").sharers());
    assertEquals(List.of(), needs(stack, "reader").sharers());
  }

  @Test
  void aGlobalServiceHasItsVolumeOnEveryNode() {
    StackSpec stack =
        stack(
            """
            agent: { image: i, volumes: ["data:/d"], deploy: { mode: global } }
            db: { image: i, volumes: ["data:/d"] }
            """);
    assertTrue(needs(stack, "agent").volumes().isEmpty());
    assertTrue(needs(stack, "db").sharers().isEmpty());
  }
}
