package io.jorch.core.compose;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.VolumeName;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Makes names out of what files, directories and users say.
final class Names {
  private Names() {}

  /// `name:`, else the key itself when external, else the key qualified by the stack.
  static Optional<NetworkName> network(
      String key, boolean external, Section section, Project project, Mark mark) {
    return named(key, external, section, project, mark, NetworkName::new);
  }

  /// As `network`.
  static Optional<VolumeName> volume(
      String key, boolean external, Section section, Project project, Mark mark) {
    return named(key, external, section, project, mark, VolumeName::new);
  }

  private static <N> Optional<N> named(
      String key,
      boolean external,
      Section section,
      Project project,
      Mark mark,
      Function<String, N> make) {
    Optional<String> given = section.word("name");
    String name = given.orElse(external ? key : project.qualified(key));
    Mark place = given.isPresent() ? section.mark("name") : mark;
    return checked(name, make, project.problems(), place, section.path());
  }

  /// The id, or its own complaint as a problem.
  static <N> Optional<N> checked(
      String text, Function<String, N> make, Problems problems, Mark mark, String path) {
    try {
      return Optional.of(make.apply(text));
    } catch (IllegalArgumentException e) {
      problems.error(mark, path, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  static void refuseWithExternal(Section section, String... keys) {
    for (String key : keys) {
      if (section.node(key).isPresent()) {
        section.error(key, "does not go with 'external: true': jorch does not make it");
      }
    }
  }

  /// A directory's name as a stack's: lower case, other characters dropped (compose's rule).
  static String normalised(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (word || (out.length() > 0 && (c == '_' || c == '-'))) out.append(c);
    }
    return out.length() > 63 ? out.substring(0, 63) : out.toString();
  }
}
