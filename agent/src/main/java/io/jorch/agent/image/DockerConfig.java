package io.jorch.agent.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The logins that `docker login` keeps in `~/.docker/config.json` (its `auths`; programs named by
/// `credsStore` and `credHelpers` are not asked).
public final class DockerConfig {
  private static final String HUB = "https://index.docker.io/v1/";
  private final JsonNode auths;

  private DockerConfig(JsonNode auths) {
    this.auths = auths;
  }

  /// The file of this user; `DOCKER_CONFIG` may name another directory. No file, no logins.
  public static DockerConfig ofUser() throws IOException {
    String directory = System.getenv("DOCKER_CONFIG");
    Path home = Path.of(System.getProperty("user.home"), ".docker");
    return read((directory == null ? home : Path.of(directory)).resolve("config.json"));
  }

  public static DockerConfig read(Path file) throws IOException {
    if (!Files.isReadable(file)) return new DockerConfig(Json.object());
    return new DockerConfig(Json.read(file.toString(), Files.readAllBytes(file)).path("auths"));
  }

  /// The login for a registry such as `docker.io` or `host:5000`.
  public Optional<Credentials> find(String registry) {
    List<String> keys =
        registry.equals("docker.io")
            ? List.of(HUB, registry)
            : List.of(registry, "https://" + registry, "https://" + registry + "/v2/");
    for (String key : keys) {
      Optional<Credentials> found = decode(auths.path(key));
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private static Optional<Credentials> decode(JsonNode entry) {
    String username = Json.text(entry, "username");
    if (!username.isEmpty()) {
      return Optional.of(new Credentials(username, Json.text(entry, "password")));
    }
    try {
      byte[] raw = Base64.getDecoder().decode(Json.text(entry, "auth"));
      String text = new String(raw, StandardCharsets.UTF_8).replace("\0", "");
      int colon = text.indexOf(':');
      if (colon < 1) return Optional.empty();
      return Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
