package io.jorch.agent.linux.seccomp;

import io.jorch.agent.linux.Capability;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The parsed form of `default.profile`, whose head describes its lines.
record Profile(List<Rule> rules) {

  /// When a rule is part of the filter.
  sealed interface Condition {
    record Always() implements Condition {}

    record OnArch(List<String> names) implements Condition {}

    record With(Capability capability) implements Condition {}

    record Without(Capability capability) implements Condition {}

    default boolean holds(Arch arch, Set<Capability> capabilities) {
      return switch (this) {
        case Always() -> true;
        case OnArch(List<String> names) -> names.contains(arch.profileName);
        case With(Capability capability) -> capabilities.contains(capability);
        case Without(Capability capability) -> !capabilities.contains(capability);
      };
    }
  }

  /// What happens to the call.
  sealed interface Verdict {
    record Allow() implements Verdict {}

    record AllowBelow(int argument, long value) implements Verdict {}

    record AllowMasked(int argument, long mask, long value) implements Verdict {}

    record Fail(int errno) implements Verdict {}
  }

  record Rule(Condition condition, String syscall, Verdict verdict) {}

  static Profile standard() {
    try (InputStream in = Profile.class.getResourceAsStream("default.profile")) {
      if (in == null) throw new IllegalStateException("default.profile is missing in the jar");
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("read default.profile", e);
    }
  }

  static Profile parse(String text) {
    List<Rule> rules = new ArrayList<>();
    Condition condition = new Condition.Always();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) continue;
      if (line.startsWith("[")) condition = condition(words(line.substring(1, line.length() - 1)));
      else addRules(rules, condition, line);
    }
    return new Profile(List.copyOf(rules));
  }

  /// The capabilities that make a difference.
  Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    for (Rule rule : rules) {
      switch (rule.condition) {
        case Condition.With(Capability capability) -> all.add(capability);
        case Condition.Without(Capability capability) -> all.add(capability);
        case Condition.Always() -> {}
        case Condition.OnArch(List<String> names) -> {}
      }
    }
    return all;
  }

  private static void addRules(List<Rule> rules, Condition condition, String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      for (String name : words(line)) rules.add(new Rule(condition, name, new Verdict.Allow()));
      return;
    }
    String name = line.substring(0, colon);
    for (Verdict verdict : verdicts(words(line.substring(colon + 1).strip())))
      rules.add(new Rule(condition, name, verdict));
  }

  private static Condition condition(List<String> words) {
    return switch (words.getFirst()) {
      case "always" -> new Condition.Always();
      case "arch" -> new Condition.OnArch(words.subList(1, words.size()));
      case "with" -> new Condition.With(capability(words.get(1)));
      case "without" -> new Condition.Without(capability(words.get(1)));
      default -> throw new IllegalArgumentException("unknown condition " + words);
    };
  }

  private static List<Verdict> verdicts(List<String> words) {
    if (words.getFirst().equals("errno"))
      return List.of(new Verdict.Fail(Integer.parseInt(words.get(1))));
    int argument = Integer.parseInt(words.getFirst().substring(1));
    return switch (words.get(1)) {
      case "<" -> List.of(new Verdict.AllowBelow(argument, Long.decode(words.get(2))));
      case "&" -> List.of(masked(argument, words));
      case "==" -> words.subList(2, words.size()).stream().map(v -> equal(argument, v)).toList();
      default -> throw new IllegalArgumentException("unknown comparison " + words);
    };
  }

  private static Verdict masked(int argument, List<String> words) {
    return new Verdict.AllowMasked(argument, Long.decode(words.get(2)), Long.decode(words.get(4)));
  }

  private static Verdict equal(int argument, String value) {
    return new Verdict.AllowMasked(argument, -1L, Long.decode(value));
  }

  private static Capability capability(String name) {
    Optional<Capability> found = Capability.parse(name);
    return found.orElseThrow(() -> new IllegalArgumentException("unknown capability " + name));
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.split("\\s+"));
  }
}
