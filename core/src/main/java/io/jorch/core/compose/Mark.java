package io.jorch.core.compose;

/// A place in a file, both counted from 1; line 0 means the file as a whole.
///
/// @param file the name as the user gave it
public record Mark(String file, int line, int column) {
  public static Mark whole(String file) {
    return new Mark(file, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
