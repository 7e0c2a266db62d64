package io.jorch.agent.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import land.oras.ContainerRef;
import land.oras.auth.AuthProvider;
import land.oras.auth.HttpClient;
import land.oras.auth.HttpClient.ResponseWrapper;
import land.oras.auth.NoAuthProvider;
import land.oras.auth.Scopes;
import land.oras.auth.UsernamePasswordProvider;
import land.oras.exception.OrasException;

/// Talks to one repository of one registry (OCI distribution specification). Tokens, challenges and
/// redirects are ORAS's; the requests are made here because its own calls neither continue a broken
/// download nor give a manifest's exact bytes.
final class RegistryClient {
  private static final String ACCEPT =
      String.join(
          ", ",
          Manifest.OCI_INDEX,
          Manifest.OCI_MANIFEST,
          Manifest.DOCKER_LIST,
          Manifest.DOCKER_MANIFEST);
  private static final int MAX_MANIFEST = 8 * 1024 * 1024;
  private final HttpClient http = HttpClient.Builder.builder().build();
  private final Reference reference;
  private final String base;
  private final AuthProvider auth;
  private final ContainerRef scope;

  /// A manifest or index with the exact bytes its digest is of.
  static final class Fetched {
    private final Digest digest;
    private final String mediaType;
    private final byte[] bytes;

    Fetched(String mediaType, byte[] bytes) {
      this.digest = Digest.of(bytes);
      this.mediaType = mediaType;
      this.bytes = bytes;
    }

    Digest digest() {
      return digest;
    }

    String mediaType() {
      return mediaType;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  RegistryClient(Reference reference, boolean plainHttp, Optional<Credentials> credentials) {
    this.reference = reference;
    String host = reference.registry();
    if (host.equals("docker.io")) host = "registry-1.docker.io";
    base = (plainHttp ? "http://" : "https://") + host + "/v2/" + reference.repository();
    auth =
        credentials.isPresent()
            ? new UsernamePasswordProvider(
                credentials.get().username(), credentials.get().password())
            : new NoAuthProvider();
    scope = ContainerRef.parse(reference.registry() + "/" + reference.repository());
  }

  /// Fetches by tag or digest and checks the digest where one is known.
  Fetched manifest(String tagOrDigest) throws IOException {
    URI uri = URI.create(base + "/manifests/" + tagOrDigest);
    ResponseWrapper<InputStream> response =
        call("read manifest", () -> http.download(uri, Map.of("Accept", ACCEPT), scopes(), auth));
    try (InputStream in = response.response()) {
      check("read manifest", response);
      byte[] bytes = in.readNBytes(MAX_MANIFEST);
      Digest digest = Digest.of(bytes);
      String expected =
          tagOrDigest.startsWith("sha256:")
              ? tagOrDigest
              : header(response, "docker-content-digest").orElse(digest.toString());
      if (!digest.toString().equals(expected)) {
        throw failure("read manifest", "it has digest " + digest + ", not " + expected);
      }
      return new Fetched(mediaType(response, bytes), bytes);
    }
  }

  /// Opens a blob from an offset on. A registry that knows no ranges sends all of it; the offset
  /// really served is in the answer.
  Part blob(Digest digest, long offset) throws IOException {
    URI uri = URI.create(base + "/blobs/" + digest);
    Map<String, String> range = offset > 0 ? Map.of("Range", "bytes=" + offset + "-") : Map.of();
    ResponseWrapper<InputStream> response =
        call("download " + digest, () -> http.download(uri, range, scopes(), auth));
    try {
      check("download " + digest, response);
    } catch (IOException e) {
      response.response().close();
      throw e;
    }
    return new Part(response.statusCode() == 206 ? offset : 0, response.response());
  }

  /// Bytes of a blob from an offset to its end.
  record Part(long offset, InputStream in) {}

  boolean hasBlob(Digest digest) throws IOException {
    URI uri = URI.create(base + "/blobs/" + digest);
    int status =
        call("look for " + digest, () -> http.head(uri, Map.of(), scopes(), auth)).statusCode();
    return status == 200;
  }

  void upload(Digest digest, Path file) throws IOException {
    URI start = URI.create(base + "/blobs/uploads/");
    Map<String, String> type = Map.of("Content-Type", "application/octet-stream");
    ResponseWrapper<String> begun =
        call("upload " + digest, () -> http.post(start, new byte[0], type, scopes(), auth));
    check("upload " + digest, begun);
    String location =
        header(begun, "location")
            .orElseThrow(() -> failure("upload " + digest, "the registry names no place for it"));
    String mark = location.contains("?") ? "&" : "?";
    URI uri = start.resolve(location + mark + "digest=" + digest);
    check(
        "upload " + digest,
        call("upload " + digest, () -> http.upload("PUT", uri, type, file, scopes(), auth)));
  }

  void putManifest(String tagOrDigest, String mediaType, byte[] bytes) throws IOException {
    URI uri = URI.create(base + "/manifests/" + tagOrDigest);
    Map<String, String> type = Map.of("Content-Type", mediaType);
    check(
        "write manifest", call("write manifest", () -> http.put(uri, bytes, type, scopes(), auth)));
  }

  private Scopes scopes() {
    return Scopes.of(scope);
  }

  @FunctionalInterface
  private interface Request<T> {
    ResponseWrapper<T> send();
  }

  private <T> ResponseWrapper<T> call(String what, Request<T> request) throws IOException {
    try {
      return request.send();
    } catch (OrasException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      throw new ImageException(
          what + " of '" + reference.familiar() + "' at " + base + ": " + reason, e);
    }
  }

  private void check(String what, ResponseWrapper<?> response) throws IOException {
    int status = response.statusCode();
    if (status / 100 == 2) return;
    if (response.response() instanceof InputStream in) in.close();
    throw switch (status) {
      case 404 -> new NotFound(failureText(what, "the registry does not have it"));
      case 401, 403 ->
          new Refused(
              failureText(what, "the registry refused (status " + status + "); log in to it"));
      default -> failure(what, "the registry answered with status " + status);
    };
  }

  /// The registry has no such thing: trying again is of no use.
  static final class NotFound extends IOException {
    private static final long serialVersionUID = 1L;

    NotFound(String message) {
      super(message);
    }
  }

  /// The registry wants other credentials: trying again is of no use.
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private ImageException failure(String what, String reason) {
    return new ImageException(failureText(what, reason));
  }

  private String failureText(String what, String reason) {
    return what + " of '" + reference.familiar() + "' at " + base + ": " + reason;
  }

  private static String mediaType(ResponseWrapper<?> response, byte[] bytes) throws IOException {
    String type = header(response, "content-type").orElse("");
    int parameters = type.indexOf(';');
    if (parameters >= 0) type = type.substring(0, parameters).strip();
    boolean known = Manifest.isIndex(type) || Manifest.isManifest(type);
    return known ? type : ManifestJson.mediaType("manifest", bytes);
  }

  private static Optional<String> header(ResponseWrapper<?> response, String name) {
    for (Map.Entry<String, String> each : response.headers().entrySet()) {
      if (each.getKey().toLowerCase(Locale.ROOT).equals(name)) return Optional.of(each.getValue());
    }
    return Optional.empty();
  }
}
