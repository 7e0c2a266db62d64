package io.jorch.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackNamesTest {
  @TempDir Path parent;
  private Path directory = Path.of("");

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = Files.createDirectories(parent.resolve("_My.Stack 1"));
  }

  private Optional<String> name(Path from, Map<String, String> environment, String... files) {
    return StackNames.of(
        new StackChoice(List.of(files), Optional.empty(), List.of(), List.of(), from, environment));
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.resolve("stack.yml"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: hello",
        "name:   hello   # greeting",
        "name: 'hello'",
        "name: \"hello\"",
        "services: {}\\nname: hello",
      })
  void readsThePlainNameOfAFile(String text) throws IOException {
    write(text.replace("\\n", "\n") + "\nservices:\n  name: other\n");
    assertEquals(Optional.of("hello"), name(directory, Map.of()));
  }

  @Test
  void resolvesVariablesInANameWithTheRealReader() throws IOException {
    write("name: ${NAME:-usual}\nservices: {web: {image: a}}\n");
    assertEquals(Optional.of("usual"), name(directory, Map.of()));
    assertEquals(Optional.of("mine"), name(directory, Map.of("NAME", "mine")));
  }

  @Test
  void fallsBackToTheDirectorysName() throws IOException {
    write("services: {}\n");
    assertEquals(Optional.of("mystack1"), name(directory, Map.of()));
  }

  @Test
  void worksWhenTheNamedFileIsGone() {
    assertEquals(Optional.of("mystack1"), name(directory, Map.of(), "gone.yml"));
  }

  @Test
  void looksInParentDirectories() throws IOException {
    write("name: hello\n");
    Path below = Files.createDirectories(directory.resolve("a/b"));
    assertEquals(Optional.of("hello"), name(below, Map.of()));
  }

  @Test
  void knowsNothingWithoutAFile() {
    assertEquals(Optional.empty(), name(directory, Map.of()));
  }
}
