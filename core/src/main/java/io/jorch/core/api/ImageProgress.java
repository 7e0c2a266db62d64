package io.jorch.core.api;

/// One element of the stream that a pull, load or build answers with. The last one has `done` or
/// `error` set.
///
/// @param step such as a layer's short digest or `2/5 COPY . /app`
/// @param detail a state word or a line of output
/// @param current bytes so far, 0 when not counted
/// @param total bytes in all, 0 when not known
/// @param imageId the image's id on the last element
public record ImageProgress(
    String image,
    String step,
    String detail,
    long current,
    long total,
    boolean done,
    String imageId,
    String error) {
  public static ImageProgress of(String image, String step, String detail) {
    return new ImageProgress(image, step, detail, 0, 0, false, "", "");
  }

  public static ImageProgress done(String image, String imageId) {
    return new ImageProgress(image, "", "", 0, 0, true, imageId, "");
  }

  public static ImageProgress failed(String image, String error) {
    return new ImageProgress(image, "", "", 0, 0, false, "", error);
  }
}
