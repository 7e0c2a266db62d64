package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.model.StackSpec;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoaderTest {
  private static final String WEB = "services: { web: { image: 'i:${TAG:-none}' } }\n";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "compose.yaml",
    "compose.yml",
    "docker-compose.yml",
    "docker-compose.yaml",
    "stack.yml",
    "stack.yaml"
  })
  void findsTheUsualNamesInTheDirectoryAndAbove(String name) throws Exception {
    write(name, WEB);
    Path below = Files.createDirectories(directory.resolve("a/b"));
    assertEquals("i:none", image(LoadRequest.of(directory, List.of(), Map.of())));
    assertEquals("i:none", image(LoadRequest.of(below, List.of(), Map.of())));
  }

  @Test
  void laysAnOverrideFileOver() throws Exception {
    write("compose.yaml", WEB);
    write("compose.override.yml", "services: { web: { image: over } }");
    assertEquals("over", image(LoadRequest.of(directory, List.of(), Map.of())));
    assertEquals("i:none", image(LoadRequest.of(directory, List.of("compose.yaml"), Map.of())));
  }

  @Test
  void takesFilesFromComposeFile() throws Exception {
    write("a.yml", WEB);
    write("b.yml", "services: { web: { image: b } }");
    Map<String, String> environment = Map.of("COMPOSE_FILE", "a.yml:b.yml");
    assertEquals("b", image(LoadRequest.of(directory, List.of(), environment)));
  }

  @Test
  void saysWhatIsMissing() {
    LoadResult none = ComposeLoader.load(LoadRequest.of(Path.of("/"), List.of(), Map.of()));
    assertEquals(
        "[/: no compose.yaml, docker-compose.yml or stack.yml here or in a parent directory;"
            + " name a file with -f]",
        Loading.problems(none).toString());
    LoadResult gone = Loading.files(directory, "gone.yml", ".");
    assertEquals(
        "[gone.yml: no such file, .: is a directory, not a file]",
        Loading.problems(gone).toString());
  }

  @Test
  void readsTheEnvFileBesideTheFirstFileAndLetsTheProcessWin() throws Exception {
    write("compose.yaml", WEB);
    write(".env", "TAG=file\n");
    assertEquals("i:file", image(LoadRequest.of(directory, List.of(), Map.of())));
    assertEquals(
        "i:process", image(LoadRequest.of(directory, List.of(), Map.of("TAG", "process"))));
  }

  @Test
  void readsNamedEnvFilesInstead() throws Exception {
    write("compose.yaml", WEB);
    write(".env", "TAG=file\n");
    write("one.env", "TAG=one\n");
    write("two.env", "TAG=${TAG}-two\n");
    assertEquals("i:one-two", image(request(Optional.empty(), Map.of(), "one.env", "two.env")));
    LoadResult gone = ComposeLoader.load(request(Optional.empty(), Map.of(), "gone.env"));
    assertEquals("[gone.env: no such file]", Loading.problems(gone).toString());
  }

  @Test
  void choosesTheNameInComposesOrder() throws Exception {
    Path odd = Files.createDirectories(directory.resolve("_My Stack.1"));
    Files.writeString(odd.resolve("compose.yaml"), WEB);
    assertEquals("mystack1", name(LoadRequest.of(odd, List.of(), Map.of())));
    write("compose.yaml", "name: n-${TAG:-x}\n" + WEB);
    assertEquals("n-x", name(request(Optional.empty(), Map.of())));
    Map<String, String> variable = Map.of("COMPOSE_PROJECT_NAME", "variable");
    assertEquals("variable", name(request(Optional.empty(), variable)));
    assertEquals("given", name(request(Optional.of("given"), variable)));
  }

  @Test
  void offersTheNameAsAVariable() throws Exception {
    write("compose.yaml", "name: n\nservices: { web: { image: '$COMPOSE_PROJECT_NAME' } }");
    assertEquals("n", image(request(Optional.empty(), Map.of())));
  }

  @Test
  void fillsTheEnvironmentOfAService() throws Exception {
    write("a.env", "A=1\nB=2\nSHARED\nEXPANDED=${A}x\n");
    write("raw.env", "RAW='$A' # x\n");
    write(
        "compose.yaml",
        """
        services:
          web:
            image: i
            env_file: [ a.env, { path: raw.env, format: raw }, { path: no.env, required: false } ]
            environment: { B: 3, SHARED2: , GONE: , N: 1.10, T: true, E: "", S: "${TAG}" }
        """);
    LoadRequest request =
        request(Optional.empty(), Map.of("SHARED", "s", "SHARED2", "t", "TAG", "null"));
    assertEquals(
        "{A=1, B=3, SHARED=s, EXPANDED=1x, RAW='$A' # x, SHARED2=t, N=1.10, T=true, E=, S=null}",
        web(request).toString());
  }

  @Test
  void leavesOutServicesOfOtherProfilesAndWhatOnlyTheyUse() throws Exception {
    write(
        "compose.yaml",
        """
        services:
          web: { image: i, depends_on: { debug: { condition: service_started, required: false } } }
          debug: { image: d, profiles: [debug], networks: [lab], volumes: ['v:/v'] }
        networks: { lab: }
        volumes: { v: }
        """);
    StackSpec without = stack(request(Optional.empty(), Map.of()));
    assertEquals("[web]", without.services().keySet().toString());
    assertEquals(
        "[s_default]", stack(request(Optional.of("s"), Map.of())).networks().keySet().toString());
    assertEquals(Map.of(), without.volumes());
    StackSpec with = stack(request(Optional.of("s"), Map.of("COMPOSE_PROFILES", "a, debug")));
    assertEquals("[web, debug]", with.services().keySet().toString());
    assertEquals("[s_lab, s_default]", with.networks().keySet().toString());
    assertEquals("[s_v]", with.volumes().keySet().toString());
  }

  private String image(LoadRequest request) {
    return Loading.web(stack(request)).task().image();
  }

  private Map<String, String> web(LoadRequest request) {
    return Loading.web(stack(request)).task().environment();
  }

  private static String name(LoadRequest request) {
    return stack(request).name().value();
  }

  private static StackSpec stack(LoadRequest request) {
    return Loading.stack(ComposeLoader.load(request));
  }

  private LoadRequest request(
      Optional<String> name, Map<String, String> environment, String... envFiles) {
    return new LoadRequest(
        List.of(),
        directory,
        name,
        environment,
        List.of(envFiles),
        List.of(),
        InputStream.nullInputStream());
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(directory.resolve(name), text);
  }
}
