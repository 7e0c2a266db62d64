package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.health.Probe;
import io.jorch.agent.linux.Capability;
import io.jorch.agent.linux.cgroup.Limits;
import io.jorch.core.model.MountSpec;
import io.jorch.core.model.TaskSpec;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecipeTest {
  private static Recipe recipe(TaskSpec spec) {
    return new Recipe(spec, Specs.image(), Map.of());
  }

  private static Recipe saying(Optional<List<String>> entrypoint, Optional<List<String>> command) {
    return recipe(Specs.spec(entrypoint, command, Map.of(), List.of(), Set.of(), Set.of(), "net"));
  }

  private static Set<Capability> capabilities(Set<String> add, Set<String> drop) {
    return recipe(
            Specs.spec(Optional.empty(), Optional.empty(), Map.of(), List.of(), add, drop, "net"))
        .confinement()
        .capabilities();
  }

  @Test
  void theImageSpeaksWhereTheServiceIsSilent() {
    Recipe recipe = recipe(Specs.silent("net"));
    assertEquals(List.of("/entry", "serve", "-v"), recipe.arguments());
    assertEquals(List.of("PATH=/bin", "COLOUR=red", "EMPTY="), recipe.environment());
    assertEquals("app", recipe.process().user());
    assertEquals("/srv", recipe.process().directory());
    assertEquals("SIGQUIT", recipe.stopSignal());
  }

  @Test
  void aCommandReplacesTheImagesAndAnEntrypointSilencesIt() {
    Optional<List<String>> run = Optional.of(List.of("run"));
    Optional<List<String>> other = Optional.of(List.of("/other"));
    assertEquals(List.of("/entry", "run"), saying(Optional.empty(), run).arguments());
    assertEquals(List.of("/other"), saying(other, Optional.empty()).arguments());
    assertEquals(List.of("/other", "run"), saying(other, run).arguments());
    assertEquals(List.of("run"), saying(Optional.of(List.of()), run).arguments());
  }

  @Test
  void theServicesVariablesTakeThePlaceOfTheImages() {
    TaskSpec spec =
        Specs.spec(
            Optional.empty(),
            Optional.empty(),
            Map.of("COLOUR", "blue"),
            List.of(),
            Set.of(),
            Set.of(),
            "net");
    assertEquals(List.of("PATH=/bin", "COLOUR=blue", "EMPTY="), recipe(spec).environment());
  }

  @Test
  void namedResourcesAreToldAsSwarmTellsThem() {
    Recipe recipe =
        new Recipe(
            Specs.silent("net"), Specs.image(), Map.of("intel-gpu", List.of("GPU-1", "GPU-2")));
    assertTrue(recipe.environment().contains("DOCKER_RESOURCE_INTEL_GPU=GPU-1,GPU-2"));
  }

  @Test
  void aVolumeOfTheImageThatNoMountCoversIsAnonymous() {
    MountSpec own = new MountSpec.Bind("/here", "/data", true, false);
    TaskSpec spec =
        Specs.spec(
            Optional.empty(), Optional.empty(), Map.of(), List.of(own), Set.of(), Set.of(), "net");
    assertEquals(List.of(own, new MountSpec.Anonymous("/cache", false)), recipe(spec).mounts());
  }

  @Test
  void capabilitiesAreAddedToTheDefaultsAndDroppedLast() {
    assertEquals(Capability.DEFAULT, capabilities(Set.of(), Set.of()));
    assertTrue(capabilities(Set.of("NET_ADMIN"), Set.of()).contains(Capability.NET_ADMIN));
    assertFalse(capabilities(Set.of(), Set.of("CHOWN")).contains(Capability.CHOWN));
    assertEquals(Set.of(Capability.CHOWN), capabilities(Set.of("CHOWN"), Set.of("ALL")));
    Set<Capability> allButOne = EnumSet.complementOf(EnumSet.of(Capability.SYS_ADMIN));
    assertEquals(allButOne, capabilities(Set.of("ALL"), Set.of("SYS_ADMIN")));
    assertEquals(Set.of(), capabilities(Set.of("CHOWN"), Set.of("ALL", "CHOWN")));
  }

  @Test
  void limitsAreThoseOfTheService() {
    assertEquals(
        Limits.NONE
            .withMemory(64 << 20)
            .withCpuQuota(new Limits.CpuQuota(150_000, 100_000))
            .withPids(9),
        recipe(Specs.silent("net")).limits());
  }

  @Test
  void theImagesHealthCheckRunsInTheImagesShell() {
    Probe probe = recipe(Specs.silent("net")).probe().orElseThrow();
    assertEquals(List.of("/bin/ash", "-c", "check me"), probe.command());
    assertEquals(Duration.ofSeconds(7), probe.interval());
  }
}
