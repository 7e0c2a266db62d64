package io.jorch.core.compose;

/// One thing wrong with (or, as a warning, noteworthy in) a file.
///
/// @param path of the key, such as `services.web.ports[0]`; empty for the file itself
public record Problem(Mark mark, String path, String message) {
  @Override
  public String toString() {
    return path.isEmpty() ? mark + ": " + message : mark + ": " + path + ": " + message;
  }
}
