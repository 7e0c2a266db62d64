package io.jorch.agent.image;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of an image, completed the way docker completes it: `nginx` is
/// `docker.io/library/nginx:latest`. Has a tag, a digest or both.
public record Reference(
    String registry, String repository, Optional<String> tag, Optional<Digest> digest)
    implements Comparable<Reference> {
  private static final String HUB = "docker.io";
  private static final String OFFICIAL = "library/";
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
  private static final Pattern REGISTRY =
      Pattern.compile("(?:\\[[0-9a-fA-F:]+]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::\\d+)?");
  private static final Pattern BARE_ID = Pattern.compile("[0-9a-f]{64}");

  public static Reference parse(String text) throws ImageException {
    if (BARE_ID.matcher(text).matches()) throw bad(text, "64 hex digits are an id, not a name");
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    Optional<Digest> digest =
        at < 0 ? Optional.empty() : Optional.of(digest(text, text.substring(at + 1)));
    int colon = name.lastIndexOf(':');
    Optional<String> tag = Optional.empty();
    if (colon > name.lastIndexOf('/')) {
      tag = Optional.of(name.substring(colon + 1));
      name = name.substring(0, colon);
    } else if (digest.isEmpty()) {
      tag = Optional.of("latest");
    }
    return complete(text, name, tag, digest);
  }

  private static Reference complete(
      String text, String name, Optional<String> tag, Optional<Digest> digest)
      throws ImageException {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    String registry = host ? first : HUB;
    String repository = host ? name.substring(slash + 1) : name;
    if (registry.equals("index." + HUB)) registry = HUB;
    if (registry.equals(HUB) && !repository.contains("/")) repository = OFFICIAL + repository;
    check(text, registry, repository, tag);
    return new Reference(registry, repository, tag, digest);
  }

  private static void check(String text, String registry, String repository, Optional<String> tag)
      throws ImageException {
    if (!REGISTRY.matcher(registry).matches()) {
      throw bad(text, "'" + registry + "' is no registry address");
    }
    if (!REPOSITORY.matcher(repository).matches()) {
      throw bad(
          text, "the name may hold lower case letters, digits and single '.', '_', '-', '/' only");
    }
    if (repository.length() > 255) throw bad(text, "the name is longer than 255 characters");
    if (tag.isPresent() && !TAG.matcher(tag.get()).matches()) {
      throw bad(text, "'" + tag.get() + "' is no tag (letters, digits, '_', '.', '-', up to 128)");
    }
  }

  private static Digest digest(String text, String digest) throws ImageException {
    try {
      return Digest.parse(digest);
    } catch (IllegalArgumentException e) {
      throw new ImageException("image name '" + text + "': " + e.getMessage(), e);
    }
  }

  private static ImageException bad(String text, String reason) {
    return new ImageException("image name '" + text + "': " + reason);
  }

  /// The same repository by content: what a pull by tag pins.
  public Reference pinned(Digest manifest) {
    return new Reference(registry, repository, Optional.empty(), Optional.of(manifest));
  }

  /// What people type: without `docker.io/library/`.
  public String familiar() {
    String full = toString();
    if (!registry.equals(HUB)) return full;
    String name = full.substring(HUB.length() + 1);
    return name.startsWith(OFFICIAL) ? name.substring(OFFICIAL.length()) : name;
  }

  @Override
  public int compareTo(Reference other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return registry
        + "/"
        + repository
        + tag.map(t -> ":" + t).orElse("")
        + digest.map(d -> "@" + d).orElse("");
  }
}
