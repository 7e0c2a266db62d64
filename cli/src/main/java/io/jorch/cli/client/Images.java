package io.jorch.cli.client;

import io.jorch.cli.http.Request;
import io.jorch.core.api.BuildRequest;
import io.jorch.core.api.ImageProgress;
import io.jorch.core.api.ImageView;
import io.jorch.core.api.PullRequest;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What can be asked about images, and done with them.
public final class Images {
  private final Daemon daemon;

  public Images(Daemon daemon) {
    this.daemon = daemon;
  }

  public List<ImageView> all() {
    return daemon.list("/v1/images", ImageView.class);
  }

  /// Everything known of an image, as the daemon wrote it; empty when it is not there.
  public Optional<byte[]> find(String reference) {
    return daemon.find(Request.of("GET", new Target("images", reference).toString()));
  }

  public List<String> remove(String reference, boolean force) {
    String target = new Target("images", reference).when(force, "force").toString();
    return Json.list(daemon.bytes(Request.of("DELETE", target)), String.class);
  }

  public void tag(String source, String target) {
    daemon.call("POST", "/v1/images/tag", new Requests.Tag(source, target), Requests.Nothing.class);
  }

  public void pull(PullRequest request, Consumer<ImageProgress> sink) {
    follow("/v1/images/pull", Request.Body.json(Json.write(request)), sink);
  }

  public void build(BuildRequest request, Consumer<ImageProgress> sink) {
    follow("/v1/images/build", Request.Body.json(Json.write(request)), sink);
  }

  public void load(InputStream archive, Consumer<ImageProgress> sink) {
    follow("/v1/images/load", new Request.Body("application/x-tar", archive, -1), sink);
  }

  private void follow(String target, Request.Body body, Consumer<ImageProgress> sink) {
    Request request = Request.of("POST", target).with(body);
    daemon.stream(
        request,
        ImageProgress.class,
        progress -> {
          sink.accept(progress);
          return true;
        });
  }
}
