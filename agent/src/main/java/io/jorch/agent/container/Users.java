package io.jorch.agent.container;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The users and groups that an image defines, as Docker reads them: a number needs no entry, a
/// user without a group gets the groups that list it, an explicit group replaces those.
///
/// @param passwd content of passwd(5), empty when there is none
/// @param group content of group(5), empty when there is none
record Users(String passwd, String group) {
  private static final int NAME = 0;
  private static final int NUMBER = 2;
  private static final int PRIMARY_GROUP = 3;
  private static final int MEMBERS = 3;
  private static final int HOME = 5;

  Identity resolve(String user, List<String> more) throws IOException {
    String wanted = user.isEmpty() ? "0" : user;
    int colon = wanted.indexOf(':');
    String name = colon < 0 ? wanted : wanted.substring(0, colon);
    Optional<String[]> entry = entry(passwd, name, HOME + 1);
    int uid = number(entry, name).orElseThrow(() -> unknown("user", name, "/etc/passwd"));
    Set<Integer> groups = new TreeSet<>();
    int gid;
    if (colon >= 0) {
      gid = gid(wanted.substring(colon + 1));
    } else {
      gid = entry.flatMap(fields -> parse(fields[PRIMARY_GROUP])).orElse(0);
      entry.ifPresent(fields -> memberships(fields[NAME]).forEach(groups::add));
    }
    groups.add(gid);
    for (String extra : more) groups.add(gid(extra));
    return new Identity(uid, gid, groups, entry.map(fields -> fields[HOME]).orElse("/"));
  }

  private int gid(String name) throws IOException {
    return number(entry(group, name, NUMBER + 1), name)
        .orElseThrow(() -> unknown("group", name, "/etc/group"));
  }

  private static IOException unknown(String kind, String name, String file) {
    return new IOException(
        "unable to find " + kind + " '" + name + "': no such entry in the image's " + file);
  }

  /// By name first, then by number.
  private static Optional<String[]> entry(String file, String name, int fields) {
    Optional<String[]> byName =
        entries(file, fields).filter(entry -> entry[NAME].equals(name)).findFirst();
    if (byName.isPresent()) return byName;
    return entries(file, fields).filter(entry -> entry[NUMBER].equals(name)).findFirst();
  }

  private static Optional<Integer> number(Optional<String[]> entry, String name) {
    return entry.isPresent() ? parse(entry.get()[NUMBER]) : parse(name);
  }

  private Stream<Integer> memberships(String user) {
    return entries(group, MEMBERS + 1)
        .filter(entry -> List.of(entry[MEMBERS].split(",", -1)).contains(user))
        .flatMap(entry -> parse(entry[NUMBER]).stream());
  }

  private static Stream<String[]> entries(String file, int fields) {
    return file.lines()
        .map(line -> line.strip().split(":", -1))
        .filter(entry -> entry.length >= fields);
  }

  private static Optional<Integer> parse(String number) {
    try {
      int parsed = Integer.parseInt(number);
      return parsed < 0 ? Optional.empty() : Optional.of(parsed);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
