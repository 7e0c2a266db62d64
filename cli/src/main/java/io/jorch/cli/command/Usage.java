package io.jorch.cli.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with arguments, as one sentence.
final class Usage {
  private Usage() {}

  static String sentence(ParameterException e) {
    CommandLine line = e.getCommandLine();
    String command = line.getCommandSpec().qualifiedName(" ");
    return what(e, line, command) + "; `" + command + " --help` shows what may be given";
  }

  private static String what(ParameterException e, CommandLine line, String command) {
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched, line, command);
      case MissingParameterException missing ->
          "'" + command + "' lacks an argument: " + lower(message(missing));
      default -> "'" + command + "' cannot be understood: " + lower(message(e));
    };
  }

  private static String unmatched(UnmatchedArgumentException e, CommandLine line, String command) {
    List<String> unknown = e.getUnmatched();
    String first = unknown.isEmpty() ? "" : unknown.getFirst();
    boolean group = !line.getSubcommands().isEmpty();
    String kind = first.startsWith("-") ? "option" : group ? "command" : "argument";
    String near =
        e.getSuggestions().isEmpty()
            ? ""
            : "; did you mean '" + e.getSuggestions().getFirst() + "'?";
    return "'" + command + "' has no " + kind + " '" + first + "'" + near;
  }

  private static String message(ParameterException e) {
    String message = e.getMessage();
    return message == null ? "" : message;
  }

  private static String lower(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
