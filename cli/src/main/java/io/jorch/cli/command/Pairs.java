package io.jorch.cli.command;

import io.jorch.cli.term.Failed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Arguments of the form `name=value`.
final class Pairs {
  private Pairs() {}

  /// Replica counts such as `web=10`.
  static Map<String, Integer> counts(List<String> arguments) {
    Map<String, Integer> result = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String number = argument.substring(equals + 1);
      if (equals < 1 || !number.matches("\\d{1,6}"))
        throw Failed.usage(
            "cannot scale by '" + argument + "': write SERVICE=NUMBER, such as web=3");
      result.put(argument.substring(0, equals), Integer.parseInt(number));
    }
    return result;
  }

  /// Variables such as `A=b`; `A` alone takes its value from `environment`, and is left out when
  /// there is none.
  static Map<String, String> variables(List<String> arguments, Map<String, String> environment) {
    Map<String, String> result = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals == 0) throw Failed.usage("the variable '" + argument + "' has no name");
      if (equals > 0) result.put(argument.substring(0, equals), argument.substring(equals + 1));
      else if (environment.containsKey(argument)) result.put(argument, environment.get(argument));
    }
    return result;
  }
}
