package io.jorch.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jorch.cli.stack.ImageSteps.Step;
import io.jorch.cli.stack.ImageSteps.Wish;
import io.jorch.core.compose.ComposeLoader;
import io.jorch.core.compose.LoadRequest;
import io.jorch.core.compose.LoadResult;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.ServiceSpec.PullPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStepsTest {
  private static final Wish PLAIN = new Wish(false, false, Optional.empty());

  @TempDir Path directory;

  private LoadResult.Loaded stack(String services) throws IOException {
    Files.writeString(directory.resolve("stack.yml"), "name: h\nservices:\n" + services);
    return assertInstanceOf(
        LoadResult.Loaded.class,
        ComposeLoader.load(LoadRequest.of(directory, List.of("stack.yml"), Map.of())));
  }

  private ServiceSpec service(String keys) throws IOException {
    ServiceSpec found =
        stack("  web: {" + keys + "}\n").stack().services().get(new ServiceName("web"));
    return java.util.Objects.requireNonNull(found);
  }

  @Test
  void buildsWhatIsMissingOrAskedFor() throws IOException {
    ServiceSpec built = service("build: .");
    assertInstanceOf(Step.Build.class, ImageSteps.step(built, false, PLAIN));
    assertEquals(new Step.Nothing(), ImageSteps.step(built, true, PLAIN));
    Wish build = new Wish(true, false, Optional.empty());
    assertInstanceOf(Step.Build.class, ImageSteps.step(built, true, build));
  }

  @Test
  void refusesWhenBuildingIsForbiddenAndNothingIsThere() throws IOException {
    Wish noBuild = new Wish(false, true, Optional.empty());
    ServiceSpec built = service("build: .");
    assertEquals(new Step.Nothing(), ImageSteps.step(built, true, noBuild));
    Step.Refuse refusal =
        assertInstanceOf(Step.Refuse.class, ImageSteps.step(built, false, noBuild));
    assertEquals(
        "service 'web' needs the image '"
            + built.task().image()
            + "', which is not here, and --no-build forbids building it; see what there is with"
            + " `jorch image ls`",
        refusal.sentence());
  }

  @Test
  void pullsAsThePolicySaysUnlessToldOtherwise() throws IOException {
    ServiceSpec missing = service("image: a");
    assertEquals(new Step.Pull(), ImageSteps.step(missing, false, PLAIN));
    assertEquals(new Step.Nothing(), ImageSteps.step(missing, true, PLAIN));
    Wish always = new Wish(false, false, Optional.of(PullPolicy.ALWAYS));
    assertEquals(new Step.Pull(), ImageSteps.step(missing, true, always));
    Wish never = new Wish(false, false, Optional.of(PullPolicy.NEVER));
    assertInstanceOf(Step.Refuse.class, ImageSteps.step(missing, false, never));
  }

  @Test
  void addsDependenciesToTheServicesNamed() throws IOException {
    LoadResult.Loaded loaded =
        stack(
            """
              web: {image: a, depends_on: [api]}
              api: {image: a, depends_on: [db]}
              db: {image: a}
              other: {image: a}
            """);
    assertEquals(Set.of("web", "api", "db"), Up.withDependencies(loaded.stack(), List.of("web")));
    assertEquals(1, ImageSteps.byImage(loaded.stack().services().values()).size());
  }
}
