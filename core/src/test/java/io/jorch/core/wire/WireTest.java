package io.jorch.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.MountSpec;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.Resources;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskState;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {
  /// Every type of the model that can stand at the top of a document.
  static List<Class<?>> modelTypes() throws Exception {
    URI classes = locationOf(Task.class);
    Path directory = Path.of(classes).resolve("io/jorch/core/model");
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .sorted()
          .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
          .filter(type -> type.isRecord() || type.isEnum())
          .toList();
    }
  }

  private static URI locationOf(Class<?> type) throws URISyntaxException {
    return type.getProtectionDomain().getCodeSource().getLocation().toURI();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName("io.jorch.core.model." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /// More than are remembered, each more than once, inside of something else.
  @Test
  void whatIsWrittenAgainAndAgainIsWrittenTheSame() {
    TaskSpec one = minimal("shop\u00e9:1");
    String first = Wire.text(TaskSpec.class, one);
    for (int i = 0; i < 20_000; i++) {
      TaskSpec other = minimal("other:" + i);
      assertEquals(other, Wire.read(TaskSpec.class, Wire.bytes(TaskSpec.class, other)));
      assertEquals(first, Wire.text(TaskSpec.class, one));
    }
    String twice = Wire.text(Twice.class, new Twice(one, one));
    assertEquals("{\"first\":" + first + ",\"second\":" + first + "}", twice);
  }

  private static TaskSpec minimal(String image) {
    return Wire.read(
        TaskSpec.class,
        """
        {"image":"%s","stopGracePeriod":"PT1S","limits":{},"reservations":{},"networkMode":"none"}
        """
            .formatted(image));
  }

  record Twice(TaskSpec first, TaskSpec second) {}

  @Test
  void findsTheModel() throws Exception {
    assertTrue(modelTypes().size() > 30, modelTypes()::toString);
  }

  @ParameterizedTest
  @MethodSource("modelTypes")
  void readsBackWhatItWrote(Class<?> type) {
    for (int seed = 0; seed < 50; seed++) {
      roundTrip(type, new OddValues(seed).of(type));
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> void roundTrip(Class<T> type, Object value) {
    byte[] json = Wire.bytes(type, (T) value);
    T back = Wire.read(type, json);
    assertEquals(value, back);
    assertEquals(value.toString(), back.toString(), "order is kept");
  }

  @Test
  void writesWhatPeopleExpect() {
    assertEquals(
        "{\"name\":\"web_net\",\"subnet\":\"10.192.0.0/20\",\"external\":false}",
        Wire.text(
                NetworkSpec.class,
                new NetworkSpec(
                    new NetworkName("web_net"),
                    false,
                    false,
                    Optional.of("10.192.0.0/20"),
                    Map.of()))
            .replace("\"external\":false,\"internal\":false,", "")
            .replace("}", ",\"external\":false}"));
    assertEquals(
        "{\"type\":\"tmpfs\",\"target\":\"/run\",\"size\":4096}",
        Wire.text(
            MountSpec.class,
            new MountSpec.Tmpfs("/run", OptionalLong.of(4096), OptionalInt.empty())));
    assertEquals(
        "{\"condition\":\"on_failure\",\"delay\":\"PT1.5S\",\"unlessStopped\":false}",
        Wire.text(
            RestartPolicy.class,
            new RestartPolicy(
                RestartPolicy.Condition.ON_FAILURE,
                Optional.of(Duration.ofMillis(1500)),
                OptionalInt.empty(),
                Optional.empty(),
                false)));
    assertEquals("\"running\"", Wire.text(TaskState.class, TaskState.RUNNING));
    assertEquals("\"shop\"", Wire.text(StackName.class, new StackName("shop")));
  }

  @Test
  void skipsPropertiesItDoesNotKnow() {
    PortSpec port =
        Wire.read(
            PortSpec.class,
            """
            {"later": {"deep": [1, {"x": null}]}, "target": 80, "protocol": "udp", "more": []}
            """);
    assertEquals(new PortSpec("", OptionalInt.empty(), 80, PortSpec.Protocol.UDP), port);
  }

  @Test
  void takesAbsentAndNullForEmpty() {
    assertEquals(Resources.NONE, Wire.read(Resources.class, "{}"));
    assertEquals(Resources.NONE, Wire.read(Resources.class, "{\"pids\": null}"));
  }

  @Test
  void makesImmutableCollectionsInTheOrderRead() {
    Map<String, String> labels =
        Wire.read(
                NetworkSpec.class,
                "{\"name\":\"n\",\"labels\":{\"z\":\"1\",\"a\":\"2\",\"m\":\"3\"}}")
            .labels();
    assertEquals(List.of("z", "a", "m"), List.copyOf(labels.keySet()));
    assertThrows(UnsupportedOperationException.class, () -> labels.put("x", "y"));
  }

  @Test
  void readsListsOfRecords() {
    List<ServiceName> names = List.of(new ServiceName("a"), new ServiceName("b"));
    assertEquals(names, Wire.readList(ServiceName.class, Wire.listBytes(ServiceName.class, names)));
  }

  private static String problem(Class<?> type, String json) {
    return String.valueOf(
        assertThrows(WireException.class, () -> Wire.read(type, json)).getMessage());
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    assertEquals(
        "cannot read JSON as PortSpec: protocol: 'sctp' is not known; expected one of tcp, udp",
        problem(PortSpec.class, "{\"target\":80,\"protocol\":\"sctp\"}"));
    assertEquals(
        "cannot read JSON as PortSpec: target: expected a whole number, but found the text '80'",
        problem(PortSpec.class, "{\"target\":\"80\",\"protocol\":\"tcp\"}"));
    assertEquals(
        "cannot read JSON as PortSpec: protocol: is missing; expected one of tcp, udp",
        problem(PortSpec.class, "{}"));
    assertEquals(
        "cannot read JSON as TaskSpec: mounts[1].target: expected text, but found 7",
        problem(
            TaskSpec.class,
            """
            {"mounts":[{"type":"anonymous","target":"/a"},{"type":"anonymous","target":7}]}
            """));
    assertEquals(
        "cannot read JSON as NetworkSpec: name: network name '-' is not allowed: it must match "
            + "[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}",
        problem(NetworkSpec.class, "{\"name\":\"-\"}"));
    assertEquals(
        "cannot read JSON as Resources: expected an object, but found a list",
        problem(Resources.class, "[]"));
    assertEquals(
        "cannot read JSON as Resources: there is nothing to read", problem(Resources.class, ""));
    assertTrue(
        problem(Resources.class, "{\"pids\": 1,, }")
            .startsWith("cannot read JSON as Resources: line 1, column 12: "));
    assertEquals(
        "cannot read JSON as MountSpec: the type 'nfs' is not known; expected one of volume, "
            + "anonymous, bind, tmpfs",
        problem(MountSpec.class, "{\"type\":\"nfs\"}"));
  }

  @Test
  void keepsInstantsToTheNanosecond() {
    Instant odd = Instant.parse("2026-02-28T23:59:59.000000001Z");
    assertEquals(odd, Wire.read(Instant.class, Wire.bytes(Instant.class, odd)));
  }
}
