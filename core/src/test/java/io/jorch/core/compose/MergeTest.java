package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.model.StackSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        // scalars and commands are replaced
        "user: a|user: b|user: b",
        "user: a||user: a",
        "user: a|user:|user: a",
        "command: a b|command: c|command: c",
        "command: [a, b]|command: [c]|command: [c]",
        "entrypoint: [a, b]|entrypoint: c d|entrypoint: [c, d]",
        "healthcheck: { test: [CMD, a, b], retries: 2 }|healthcheck: { test: c }"
            + "|healthcheck: { test: c, retries: 2 }",
        // maps merge, whatever their form
        "environment: [A=1, B=2]|environment: { B: 3, C: 4 }|environment: [A=1, B=3, C=4]",
        "environment: { A: 1 }|environment: [A=2]|environment: { A: 2 }",
        "labels: [a=1]|labels: [b=2]|labels: { a: 1, b: 2 }",
        "deploy: { labels: [a=1], replicas: 2 }|deploy: { labels: { b: 2 } }"
            + "|deploy: { labels: { a: 1, b: 2 }, replicas: 2 }",
        "build: ./a|build: { target: t }|build: { context: ./a, target: t }",
        "build: { args: [A=1] }|build: { args: { B: 2 } }|build: { args: { A: 1, B: 2 } }",
        "depends_on: [other]|depends_on: { third: { condition: service_healthy } }"
            + "|depends_on: { other: , third: { condition: service_healthy } }",
        "networks: [back]|networks: { default: { aliases: [x] } }"
            + "|networks: { back: , default: { aliases: [x] } }",
        // lists grow
        "cap_add: [CHOWN]|cap_add: [KILL, CHOWN]|cap_add: [CHOWN, KILL]",
        "ports: ['80:80']|ports: ['81:81', '80:80']|ports: ['80:80', '81:81']",
        "tmpfs: /a|tmpfs: [/b]|tmpfs: [/a, /b]",
        "extra_hosts: ['a:1.1.1.1']|extra_hosts: { b: 2.2.2.2 }"
            + "|extra_hosts: ['a=1.1.1.1', 'b=2.2.2.2']",
        // volumes by target
        "volumes: ['/a:/t', '/b:/u']|volumes: ['/c:/t']|volumes: ['/b:/u', '/c:/t']",
        // tags
        "ports: ['80:80']|ports: !override ['81:81']|ports: ['81:81']",
        "ports: ['80:80']|ports: !reset []|",
        "environment: { A: 1, B: 2 }|environment: { A: !reset null }|environment: { B: 2 }",
        "environment: { A: 1 }|environment: !override { B: 2 }|environment: { B: 2 }",
        "deploy: !reset null|user: x|user: x",
      })
  void laysTheSecondFileOverTheFirst(String base, String over, String expected) throws Exception {
    write("expected.yml", expected);
    write("base.yml", base);
    write("over.yml", over == null ? "" : over);
    StackSpec merged = Loading.stack(Loading.files(directory, "base.yml", "over.yml"));
    assertEquals(Loading.stack(Loading.files(directory, "expected.yml")), merged);
  }

  @Test
  void reportsAProblemInTheFileItComesFrom() throws Exception {
    write("base.yml", "scale: x");
    write("over.yml", "usr: y");
    assertEquals(
        "[base.yml:4:12: services.web.scale: expected a number, got 'x',"
            + " over.yml:4:5: services.web: unknown key 'usr'; did you mean 'user'?]",
        Loading.problems(Loading.files(directory, "base.yml", "over.yml")).toString());
  }

  @Test
  void laysDocumentsOfOneFileOverEachOther() throws Exception {
    String text = "services: { web: { image: a } }\n---\nservices: { web: { user: u } }\n";
    assertEquals("u", Loading.web(Loading.stack(Loading.text(text))).task().user().orElseThrow());
  }

  private void write(String name, String key) throws Exception {
    String text =
        """
        services:
          web:
            image: i
            %s
          other: { image: o }
          third: { image: o }
        networks: { back: }
        """
            .formatted(key == null ? "" : key);
    Files.writeString(directory.resolve(name), text);
  }
}
