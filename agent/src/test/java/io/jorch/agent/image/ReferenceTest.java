package io.jorch.agent.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx:latest, nginx:latest",
    "nginx:1.27, docker.io/library/nginx:1.27, nginx:1.27",
    "hello-web, docker.io/library/hello-web:latest, hello-web:latest",
    "grafana/loki, docker.io/grafana/loki:latest, grafana/loki:latest",
    "docker.io/nginx, docker.io/library/nginx:latest, nginx:latest",
    "index.docker.io/a/b:c, docker.io/a/b:c, a/b:c",
    "localhost/x, localhost/x:latest, localhost/x:latest",
    "localhost:5000/x:y, localhost:5000/x:y, localhost:5000/x:y",
    "127.0.0.1:5000/a/b/c, 127.0.0.1:5000/a/b/c:latest, 127.0.0.1:5000/a/b/c:latest",
    "ghcr.io/a__b/c-d.e, ghcr.io/a__b/c-d.e:latest, ghcr.io/a__b/c-d.e:latest",
  })
  void completesNamesAsDockerDoes(String text, String full, String familiar) throws Exception {
    assertEquals(full, Reference.parse(text).toString());
    assertEquals(familiar, Reference.parse(text).familiar());
    assertEquals(Reference.parse(text), Reference.parse(full));
  }

  @Test
  void aDigestTakesThePlaceOfTheDefaultTag() throws Exception {
    assertEquals("docker.io/library/a@" + DIGEST, Reference.parse("a@" + DIGEST).toString());
    assertEquals("docker.io/library/a:b@" + DIGEST, Reference.parse("a:b@" + DIGEST).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Nginx | the name may hold lower case letters, digits and single '.', '_', '-', '/' only",
        "a//b | the name may hold lower case letters, digits and single '.', '_', '-', '/' only",
        "a:b c | 'b c' is no tag (letters, digits, '_', '.', '-', up to 128)",
        "a: | '' is no tag (letters, digits, '_', '.', '-', up to 128)",
        "a@sha256:12 | '12' is not 64 lower case hex digits",
        "a@md5:12 | digest 'md5:12' is not of the form sha256:<hex>",
        "-.x/y | '-.x' is no registry address",
      })
  void refusesWhatIsNoName(String text, String reason) {
    ImageException e = assertThrows(ImageException.class, () -> Reference.parse(text));
    assertEquals("image name '" + text + "': " + reason, e.getMessage());
  }

  @Test
  void refusesABareId() {
    String id = "ab".repeat(32);
    ImageException e = assertThrows(ImageException.class, () -> Reference.parse(id));
    assertEquals("image name '" + id + "': 64 hex digits are an id, not a name", e.getMessage());
  }
}
