package io.jorch.core.compose;

import io.jorch.core.model.StackName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What every reader may look at beside its own section.
///
/// @param directory absolute; relative paths of all files start here
record Project(StackName name, Path directory, Variables variables, Values values) {
  Problems problems() {
    return values.problems();
  }

  /// An absolute, normalised path; `~` is the user's home. Half a character, which no path can
  /// have, becomes a question mark.
  String absolute(String written) {
    String text = new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String home = variables.get("HOME");
    if (home != null && text.equals("~")) return home;
    if (home != null && text.startsWith("~/"))
      return Path.of(home, text.substring(2)).normalize().toString();
    return directory.resolve(text).normalize().toString();
  }

  /// The name of a network or volume in the cluster.
  String qualified(String key) {
    return name + "_" + key;
  }
}
