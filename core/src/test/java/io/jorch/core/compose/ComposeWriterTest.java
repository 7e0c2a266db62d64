package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.model.StackSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeWriterTest {
  private static final Path DIRECTORY =
      Path.of("src/test/resources/compose/valid").toAbsolutePath();

  @Test
  void writesEverythingResolved() throws Exception {
    String expected = Files.readString(DIRECTORY.resolve("full.resolved"));
    String written = ComposeWriter.yaml(full());
    assertEquals(expected, written.replace(DIRECTORY.toString(), "/DIR"));
  }

  @Test
  void isReadBackAsTheSameStack() {
    StackSpec stack = full();
    assertEquals(stack, Loading.stack(Loading.text(ComposeWriter.yaml(stack))));
    assertEquals(stack, Loading.stack(Loading.text(ComposeWriter.json(stack))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "null",
        "~",
        "1",
        "1.0",
        "",
        " a ",
        "a: b",
        "a #b",
        "- a",
        "$$HOME $${X}",
        "'q'",
        "back\\\\slash",
        "line\\nbreak",
        "tab\\t",
        "\\u0085\\u2028\\ufeff",
        "é \uD83D\uDE00",
        "\\ud800 half",
        "<<",
        "=",
        "!tag",
        "&a",
        "*a",
        "%x",
        "@x",
        "`x`",
        "{a}",
        "[a]",
        "a,b",
        "|",
        ">",
        "?",
        ":",
        "a:",
        "0x1f",
        ".inf",
        "\\x07"
      })
  void keepsAnyText(String text) {
    String yaml =
        "services: { web: { image: i, labels: { k: \"%s\" }, command: [\"%s\"] } }"
            .formatted(text, text);
    StackSpec stack = Loading.stack(Loading.text(yaml));
    assertEquals(stack, Loading.stack(Loading.text(ComposeWriter.yaml(stack))));
    assertEquals(stack, Loading.stack(Loading.text(ComposeWriter.json(stack))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restart: always",
        "restart: unless-stopped",
        "restart: on-failure",
        "restart: on-failure:3",
        "restart: \"no\"",
        "deploy: { restart_policy: { } }",
        "deploy: { restart_policy: { condition: any, delay: 1s } }",
        "deploy: { restart_policy: { condition: none, max_attempts: 4 } }",
        "deploy: { restart_policy: { condition: on-failure, max_attempts: 4 } }",
        "deploy: { replicas: 0 }",
        "healthcheck: { }",
        "command: []",
        "network_mode: host",
        "networks: []",
      })
  void keepsTheMeaningOf(String key) {
    StackSpec stack = Loading.stack(Loading.text("services: { web: { image: i, " + key + " } }"));
    assertEquals(stack, Loading.stack(Loading.text(ComposeWriter.yaml(stack))));
  }

  @Test
  void keepsNamesApartThatDifferOnlyInTheStacksPrefix() {
    StackSpec stack =
        Loading.stack(
            Loading.text(
                """
                services: { web: { image: i, networks: [a, b], volumes: ['a:/a', 'b:/b'] } }
                networks: { a: , b: { external: true, name: a } }
                volumes: { a: , b: { external: true, name: a } }
                """));
    assertEquals(stack, Loading.stack(Loading.text(ComposeWriter.yaml(stack))));
    assertEquals(List.of("project_a", "a"), ComposeWriter.networks(stack));
  }

  @Test
  void listsWhatAStackIsMadeOf() {
    StackSpec stack = full();
    assertEquals(List.of("web", "db", "job"), ComposeWriter.services(stack));
    assertEquals(List.of("nginx:1.27", "db", "job"), ComposeWriter.images(stack));
    assertEquals(List.of("front", "backbone", "default"), ComposeWriter.networks(stack));
    assertEquals(List.of("data"), ComposeWriter.volumes(stack));
    assertEquals(stack.services().keySet(), ComposeWriter.hashes(stack).keySet());
  }

  private static StackSpec full() {
    return Loading.stack(Loading.files(DIRECTORY, "full.yml"));
  }
}
