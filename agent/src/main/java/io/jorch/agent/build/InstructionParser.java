package io.jorch.agent.build;

import io.jorch.agent.build.Instruction.At;
import io.jorch.agent.build.Instruction.Command;
import io.jorch.agent.build.Instruction.HereDocument;
import io.jorch.agent.image.Healthcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One logical line to one [Instruction]. What is wrong with it comes as a [Malformed] with a
/// message that the caller adds the place to.
final class InstructionParser {
  private static final List<String> KNOWN =
      List.of(
          "FROM COPY ADD RUN ENV ARG WORKDIR USER EXPOSE VOLUME LABEL ENTRYPOINT CMD HEALTHCHECK"
              .concat(" STOPSIGNAL SHELL")
              .split(" ", -1));
  private final Words words;

  InstructionParser(Words words) {
    this.words = words;
  }

  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  Instruction parse(LogicalLine line) throws Malformed {
    String[] halves = line.text().split("\\s+", 2);
    String keyword = halves[0].toUpperCase(Locale.ROOT);
    if (!KNOWN.contains(keyword)) throw unknown(halves[0], keyword);
    Arguments arguments = Arguments.read(keyword, halves.length > 1 ? halves[1] : "");
    At at = new At(line.number(), line.text().replaceAll("\\s+", " "));
    return parse(keyword, at, arguments, line.documents());
  }

  static boolean isFrom(LogicalLine line) {
    return line.text().regionMatches(true, 0, "FROM", 0, 4);
  }

  private Instruction parse(String keyword, At at, Arguments a, List<HereDocument> documents)
      throws Malformed {
    if (a.rest().isEmpty()) throw new Malformed(keyword + " needs an argument");
    return switch (keyword) {
      case "FROM" -> from(at, a);
      case "COPY" -> copy(at, a, documents, false);
      case "ADD" -> copy(at, a, documents, true);
      case "RUN" -> new Instruction.Run(at, run(a.rest(), documents));
      case "ENV" -> new Instruction.Env(at, pairs(keyword, a.rest()));
      case "LABEL" -> new Instruction.Label(at, pairs(keyword, a.rest()));
      case "ARG" -> arg(at, a.rest());
      case "WORKDIR" -> new Instruction.Workdir(at, a.rest());
      case "USER" -> new Instruction.User(at, a.rest());
      case "EXPOSE" -> new Instruction.Expose(at, words.split(a.rest()));
      case "VOLUME" -> new Instruction.Volume(at, list(a.rest()));
      case "STOPSIGNAL" -> new Instruction.StopSignal(at, a.rest());
      case "ENTRYPOINT" -> new Instruction.Entrypoint(at, command(a.rest()));
      case "CMD" -> new Instruction.Cmd(at, command(a.rest()));
      case "SHELL" -> shell(at, a.rest());
      default -> health(at, a);
    };
  }

  private static Instruction from(At at, Arguments a) throws Malformed {
    String[] parts = a.rest().split("\\s+", -1);
    Optional<String> platform = a.flag("platform");
    if (parts.length == 1) {
      return new Instruction.From(at, parts[0], platform, Optional.empty());
    }
    if (parts.length != 3 || !parts[1].equalsIgnoreCase("AS")) {
      throw new Malformed("FROM takes an image, or an image AS a name");
    }
    if (!parts[2].toLowerCase(Locale.ROOT).matches("[a-z][a-z0-9-_.]*")) {
      throw new Malformed(
          "FROM: '" + parts[2] + "' is no stage name (letters, digits, '-', '_', '.')");
    }
    return new Instruction.From(at, parts[0], platform, Optional.of(parts[2]));
  }

  private Instruction copy(At at, Arguments a, List<HereDocument> documents, boolean extract)
      throws Malformed {
    List<String> all = new ArrayList<>(list(a.rest()));
    if (all.size() < 2) {
      throw new Malformed((extract ? "ADD" : "COPY") + " needs a source and a destination");
    }
    String target = all.removeLast();
    all.removeIf(source -> source.startsWith("<<"));
    for (String source : all) {
      if (extract && source.matches("(?i)(https?|git|ssh|ftp)://.*|git@.*")) {
        throw new Malformed(
            "ADD of '" + source + "': remote sources are not supported; fetch it before the build");
      }
    }
    return new Instruction.Copy(
        at, all, documents, target, a.flag("from"), a.flag("chown"), mode(a), extract);
  }

  private static Optional<String> mode(Arguments a) throws Malformed {
    Optional<String> mode = a.flag("chmod");
    if (mode.isPresent() && !mode.get().matches("[0-7]{3,4}")) {
      throw new Malformed("--chmod takes three or four octal digits, not '" + mode.get() + "'");
    }
    return mode;
  }

  /// A here-document alone is the script itself; with a command the shell reads it.
  private static Command run(String rest, List<HereDocument> documents) {
    if (documents.isEmpty()) return command(rest);
    if (rest.startsWith("<<") && documents.size() == 1 && !rest.strip().contains(" ")) {
      return new Command.ShellForm(documents.getFirst().content());
    }
    StringBuilder script = new StringBuilder(rest);
    for (HereDocument d : documents) {
      script.append('\n').append(d.content()).append(d.name());
    }
    return new Command.ShellForm(script.append('\n').toString());
  }

  private static Command command(String rest) {
    Optional<List<String>> exec = JsonWords.read(rest);
    return exec.isPresent() ? new Command.ExecForm(exec.get()) : new Command.ShellForm(rest);
  }

  private List<String> list(String rest) {
    return JsonWords.read(rest).orElseGet(() -> words.split(rest));
  }

  private Map<String, String> pairs(String keyword, String rest) throws Malformed {
    List<String> all = words.split(rest);
    Map<String, String> found = new LinkedHashMap<>();
    if (!all.getFirst().contains("=")) {
      String[] halves = rest.split("\\s+", 2);
      if (halves.length < 2) {
        throw new Malformed(keyword + " '" + rest + "' has no value; write NAME=value");
      }
      found.put(halves[0], halves[1]);
      return found;
    }
    for (String word : all) {
      int equals = word.indexOf('=');
      if (equals < 1)
        throw new Malformed(keyword + " '" + word + "' is not of the form NAME=value");
      found.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return found;
  }

  private Instruction arg(At at, String rest) throws Malformed {
    Map<String, Optional<String>> found = new LinkedHashMap<>();
    for (String word : words.split(rest)) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new Malformed("ARG: '" + name + "' is no variable name");
      }
      Optional<String> value =
          equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
      found.put(name, value);
    }
    return new Instruction.Arg(at, found);
  }

  private static Instruction shell(At at, String rest) throws Malformed {
    List<String> shell = JsonWords.read(rest).orElse(List.of());
    if (!shell.isEmpty()) return new Instruction.Shell(at, shell);
    throw new Malformed("SHELL takes a JSON list, such as [\"/bin/sh\", \"-c\"]");
  }

  private static Instruction health(At at, Arguments a) throws Malformed {
    String[] halves = a.rest().split("\\s+", 2);
    String kind = halves[0].toUpperCase(Locale.ROOT);
    String rest = halves.length > 1 ? halves[1] : "";
    Optional<Command> command = Optional.empty();
    if (kind.equals("CMD") && !rest.isEmpty()) {
      command = Optional.of(command(rest));
    } else if (!kind.equals("NONE") || !rest.isEmpty() || !a.flags().isEmpty()) {
      throw new Malformed("HEALTHCHECK takes [--interval=…] CMD command, or NONE alone");
    }
    Healthcheck times =
        new Healthcheck(
            List.of(),
            duration(a, "interval"),
            duration(a, "timeout"),
            duration(a, "start-period"),
            duration(a, "start-interval"),
            retries(a));
    return new Instruction.Health(at, command, times);
  }

  private static Optional<Duration> duration(Arguments a, String flag) throws Malformed {
    Optional<String> text = a.flag(flag);
    if (text.isEmpty()) return Optional.empty();
    Optional<Duration> parsed = GoDuration.parse(text.get());
    if (parsed.isPresent()) return parsed;
    throw new Malformed(
        "--" + flag + "='" + text.get() + "' is no duration; write 30s, 1m30s or 500ms");
  }

  private static Optional<Integer> retries(Arguments a) throws Malformed {
    Optional<String> text = a.flag("retries");
    if (text.isEmpty()) return Optional.empty();
    if (text.get().matches("[1-9][0-9]{0,5}")) return text.map(Integer::valueOf);
    throw new Malformed("--retries='" + text.get() + "' is no number above zero");
  }

  private static Malformed unknown(String written, String keyword) {
    String near =
        KNOWN.stream()
            .filter(k -> distance(k, keyword) <= 2)
            .findFirst()
            .map(k -> "; did you mean " + k + "?")
            .orElse("");
    return new Malformed("instruction '" + written + "' is not supported" + near);
  }

  /// Levenshtein's.
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  /// Flags of an instruction and what follows them.
  record Arguments(Map<String, String> flags, String rest) {
    private static Set<String> allowed(String keyword) {
      return switch (keyword) {
        case "FROM" -> Set.of("platform");
        case "COPY" -> Set.of("from", "chown", "chmod");
        case "ADD" -> Set.of("chown", "chmod");
        case "HEALTHCHECK" ->
            Set.of("interval", "timeout", "start-period", "start-interval", "retries");
        default -> Set.of();
      };
    }

    static Arguments read(String keyword, String text) throws Malformed {
      Map<String, String> flags = new LinkedHashMap<>();
      String rest = text.strip();
      while (rest.startsWith("--")) {
        String[] halves = rest.split("\\s+", 2);
        String flag = halves[0].substring(2);
        int equals = flag.indexOf('=');
        String name = equals < 0 ? flag : flag.substring(0, equals);
        if (!allowed(keyword).contains(name)) {
          throw new Malformed(keyword + ": flag --" + name + " is not supported");
        }
        if (equals < 0 || equals == flag.length() - 1) {
          throw new Malformed(keyword + ": flag --" + name + " needs a value: --" + name + "=…");
        }
        if (flags.put(name, flag.substring(equals + 1)) != null) {
          throw new Malformed(keyword + ": flag --" + name + " is given twice");
        }
        rest = halves.length > 1 ? halves[1].strip() : "";
      }
      return new Arguments(flags, rest);
    }

    Optional<String> flag(String name) {
      return Optional.ofNullable(flags.get(name));
    }
  }
}
