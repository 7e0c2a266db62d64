package io.jorch.agent.build;

import io.jorch.agent.image.LayeredTree;
import io.jorch.agent.image.LayeredTree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The rules of a `.dockerignore`: the last one that matches a path or a directory above it wins, a
/// leading `!` takes a path back in.
final class IgnoreFile {
  static final IgnoreFile NONE = new IgnoreFile(List.of());
  private final List<Rule> rules;

  private record Rule(Pattern pattern, boolean ignore) {}

  private IgnoreFile(List<Rule> rules) {
    this.rules = rules;
  }

  /// `file` names the rules in problems.
  static IgnoreFile parse(String file, String text) throws BuildException {
    Problems problems = new Problems(file);
    List<Rule> rules = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String rule = line.strip();
      if (rule.isEmpty() || line.startsWith("#")) continue;
      boolean ignore = !rule.startsWith("!");
      String path =
          Path.of("/" + (ignore ? rule : rule.substring(1).strip())).normalize().toString();
      if (path.equals("/") && !rule.startsWith("!")) continue;
      try {
        rules.add(new Rule(Glob.ignorePattern(path.substring(1)), ignore));
      } catch (IllegalArgumentException e) {
        problems.add(number, String.valueOf(e.getMessage()));
      }
    }
    problems.throwIfAny();
    return new IgnoreFile(rules);
  }

  /// The rules of a context: `<dockerfile>.dockerignore` if there is one, else `.dockerignore`.
  static IgnoreFile of(LayeredTree context, Optional<Path> dockerfile) throws IOException {
    if (dockerfile.isPresent()) {
      Path own = dockerfile.get().resolveSibling(dockerfile.get().getFileName() + ".dockerignore");
      if (Files.isRegularFile(own)) return parse(own.toString(), Files.readString(own));
    }
    Node file = context.find(".dockerignore").filter(n -> n.stat().isRegular()).orElse(null);
    return file == null ? NONE : parse(".dockerignore", Files.readString(file.file()));
  }

  boolean ignores(String path) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if (rule.ignore() != ignored && matches(rule.pattern(), path)) ignored = rule.ignore();
    }
    return ignored;
  }

  /// Whether something below an ignored directory may be taken back in.
  boolean hasExceptions() {
    return rules.stream().anyMatch(r -> !r.ignore());
  }

  private static boolean matches(Pattern pattern, String path) {
    if (pattern.matcher(path).matches()) return true;
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      if (pattern.matcher(path.substring(0, slash)).matches()) return true;
    }
    return false;
  }
}
