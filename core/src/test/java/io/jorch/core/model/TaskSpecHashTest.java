package io.jorch.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.MountSpec.Anonymous;
import io.jorch.core.model.MountSpec.Tmpfs;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskSpecHashTest {
  @Test
  void doesNotDependOnTheOrderOfMapsAndSets() throws Exception {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("A", "1");
    one.put("B", "2");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("B", "2");
    other.put("A", "1");
    TaskSpec spec = minimal();
    assertEquals(hashWith(spec, "environment", one), hashWith(spec, "environment", other));
    assertEquals(
        hashWith(spec, "capAdd", new java.util.LinkedHashSet<>(List.of("X", "Y"))),
        hashWith(spec, "capAdd", new java.util.LinkedHashSet<>(List.of("Y", "X"))));
  }

  @Test
  void dependsOnTheOrderOfLists() throws Exception {
    TaskSpec spec = minimal();
    assertNotEquals(
        hashWith(spec, "command", Optional.of(List.of("a", "b"))),
        hashWith(spec, "command", Optional.of(List.of("b", "a"))));
  }

  @Test
  void changesWithEveryComponent() throws Exception {
    TaskSpec spec = minimal();
    Set<SpecHash> seen = new HashSet<>();
    seen.add(TaskSpecHash.of(spec));
    for (RecordComponent component : TaskSpec.class.getRecordComponents()) {
      Object changed = other(component.getName());
      assertTrue(seen.add(hashWith(spec, component.getName(), changed)), component.getName());
    }
  }

  @Test
  void tellsAnEmptyCommandFromNone() throws Exception {
    TaskSpec spec = minimal();
    assertNotEquals(
        TaskSpecHash.of(spec), hashWith(spec, "command", Optional.of(List.<String>of())));
  }

  @Test
  void tellsKindsOfMountsApart() throws Exception {
    TaskSpec spec = minimal();
    assertNotEquals(
        hashWith(spec, "mounts", List.of(new Anonymous("/x", false))),
        hashWith(
            spec, "mounts", List.of(new Tmpfs("/x", OptionalLong.empty(), OptionalInt.empty()))));
  }

  @Test
  void doesNotConfuseTextsThatLookLikeStructure() throws Exception {
    TaskSpec spec = minimal();
    assertNotEquals(
        hashWith(spec, "groupAdd", List.of("a", "b")),
        hashWith(spec, "groupAdd", List.of("a,1:b")));
  }

  @Test
  void staysTheSameAcrossVersions() {
    // A change of these means that every running task of every user is replaced on upgrade.
    assertEquals(
        "(image=1:i;networkMode=NETWORKS;stopGracePeriod=PT10S;)",
        TaskSpecHash.canonical(minimal()));
    assertEquals(
        "1663b2ed0c83b42c8f5bda61a51e7ceb06faa2521a2f4696ff028f2da882508b",
        TaskSpecHash.of(minimal()).value());
  }

  private static SpecHash hashWith(TaskSpec spec, String name, Object value) throws Exception {
    RecordComponent[] components = TaskSpec.class.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      boolean chosen = components[i].getName().equals(name);
      values[i] = chosen ? value : components[i].getAccessor().invoke(spec);
    }
    Constructor<TaskSpec> constructor = TaskSpec.class.getDeclaredConstructor(types);
    return TaskSpecHash.of(constructor.newInstance(values));
  }

  private static Object other(String component) {
    return switch (component) {
      case "image" -> "other";
      case "imageId", "user", "workingDir", "hostname", "domainname", "stopSignal" ->
          Optional.of("x");
      case "entrypoint", "command" -> Optional.of(List.of("x"));
      case "environment", "labels" -> Map.of("k", "v");
      case "groupAdd" -> List.of("g");
      case "stopGracePeriod" -> Duration.ofSeconds(3);
      case "healthcheck" -> Optional.of(healthcheck());
      case "limits" -> resources(1);
      case "reservations" -> resources(2);
      case "mounts" -> List.of(new Anonymous("/x", true));
      case "networks" ->
          List.of(new NetworkAttachment(new NetworkName("n"), List.of(), Optional.empty()));
      case "networkMode" -> TaskSpec.NetworkMode.HOST;
      case "extraHosts" -> Map.of("h", List.of("1.1.1.1"));
      case "tty", "stdinOpen", "readOnly", "privileged" -> true;
      case "capAdd", "capDrop" -> Set.of("CHOWN");
      case "restartNonce" -> 1;
      default -> throw new AssertionError("say here what another " + component + " is");
    };
  }

  private static Healthcheck healthcheck() {
    return new Healthcheck(
        Optional.of(List.of("NONE")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Resources resources(long pids) {
    return new Resources(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(pids));
  }

  private static TaskSpec minimal() {
    return new TaskSpec(
        "i",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TaskSpec.DEFAULT_STOP_GRACE,
        Optional.empty(),
        Resources.NONE,
        Resources.NONE,
        List.of(),
        List.of(),
        TaskSpec.NetworkMode.NETWORKS,
        Map.of(),
        false,
        false,
        false,
        false,
        Set.of(),
        Set.of(),
        0);
  }
}
