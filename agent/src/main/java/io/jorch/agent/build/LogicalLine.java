package io.jorch.agent.build;

import io.jorch.agent.build.Instruction.HereDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One instruction's text with continuations joined, and the documents written after it. `number`
/// is the line it starts on.
record LogicalLine(int number, String text, List<HereDocument> documents) {
  private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([a-zA-Z]+)\\s*=\\s*(\\S+)\\s*");
  private static final Pattern HERE =
      Pattern.compile("(?<=\\s)<<(-?)([\"']?)([A-Za-z_][\\w.]*)\\2(?=\\s|$)");

  /// The escape character a file uses, and its lines.
  record Lines(char escape, List<LogicalLine> lines) {}

  static Lines read(String file, Problems problems) {
    return new Reader(file.lines().toList(), problems).read();
  }

  private static final class Reader {
    private final List<String> raw;
    private final Problems problems;
    private final List<LogicalLine> lines = new ArrayList<>();
    private char escape = '\\';
    private int next;

    Reader(List<String> raw, Problems problems) {
      this.raw = raw;
      this.problems = problems;
    }

    Lines read() {
      directives();
      while (next < raw.size()) {
        String line = raw.get(next).strip();
        if (line.isEmpty() || line.startsWith("#")) next++;
        else logical();
      }
      return new Lines(escape, lines);
    }

    /// Directives are comments `# name=value` before anything else.
    private void directives() {
      for (int i = 0; i < raw.size(); i++) {
        Matcher m = DIRECTIVE.matcher(raw.get(i).strip());
        if (!m.matches()) return;
        if (!m.group(1).toLowerCase(Locale.ROOT).equals("escape")) continue;
        if (m.group(2).equals("\\") || m.group(2).equals("`")) {
          escape = m.group(2).charAt(0);
        } else {
          problems.add(i + 1, "the escape directive takes \\ or `, not '" + m.group(2) + "'");
        }
      }
    }

    private void logical() {
      int number = next + 1;
      StringBuilder text = new StringBuilder();
      boolean more = true;
      while (more && next < raw.size()) {
        String line = raw.get(next++);
        String bare = line.strip();
        if (!text.isEmpty() && (bare.isEmpty() || bare.startsWith("#"))) continue;
        String end = line.stripTrailing();
        more = !end.isEmpty() && end.charAt(end.length() - 1) == escape;
        text.append(more ? end.substring(0, end.length() - 1) : line);
      }
      String joined = text.toString().strip();
      lines.add(new LogicalLine(number, joined, documents(number, joined)));
    }

    private List<HereDocument> documents(int number, String text) {
      String keyword = text.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
      List<HereDocument> found = new ArrayList<>();
      if (!List.of("RUN", "COPY", "ADD").contains(keyword)) return found;
      Matcher m = HERE.matcher(text);
      while (m.find()) {
        boolean tabs = !m.group(1).isEmpty();
        found.add(document(number, m.group(3), tabs, m.group(2).isEmpty()));
      }
      return found;
    }

    private HereDocument document(int number, String end, boolean stripTabs, boolean expand) {
      StringBuilder content = new StringBuilder();
      while (next < raw.size()) {
        String line = raw.get(next++);
        if (stripTabs) line = line.replaceFirst("^\t+", "");
        if (line.equals(end)) return new HereDocument(end, content.toString(), expand);
        content.append(line).append('\n');
      }
      problems.add(number, "the document started with <<" + end + " has no line '" + end + "'");
      return new HereDocument(end, content.toString(), expand);
    }
  }
}
