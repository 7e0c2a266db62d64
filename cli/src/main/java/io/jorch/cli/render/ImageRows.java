package io.jorch.cli.render;

import io.jorch.core.api.ImageView;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// The table of `jorch image ls`.
public final class ImageRows {
  private ImageRows() {}

  public static List<String> of(List<ImageView> images, Instant now) {
    Table table = new Table("REFERENCE", "ID", "CREATED", "SIZE");
    for (ImageView image : images)
      for (String reference : image.references().isEmpty() ? List.of("-") : image.references())
        table.row(
            reference,
            TaskRows.shortId(image.id()),
            Ages.ago(image.createdAt(), now),
            Sizes.of(image.size()));
    return table.lines();
  }

  /// Whether an image goes by one of these references, however complete they are written.
  public static boolean named(ImageView image, Collection<String> references) {
    return references.stream()
        .anyMatch(wanted -> image.references().stream().anyMatch(has -> same(has, wanted)));
  }

  static boolean same(String a, String b) {
    return complete(a).equals(complete(b));
  }

  /// Docker's defaults: registry `docker.io`, repository `library`, tag `latest`.
  private static String complete(String reference) {
    String text =
        reference.contains("@") || reference.lastIndexOf(':') > reference.lastIndexOf('/')
            ? reference
            : reference + ":latest";
    text = text.startsWith("docker.io/") ? text.substring("docker.io/".length()) : text;
    return text.startsWith("library/") ? text.substring("library/".length()) : text;
  }
}
