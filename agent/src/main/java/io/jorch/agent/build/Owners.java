package io.jorch.agent.build;

import io.jorch.agent.image.LayeredTree;
import io.jorch.agent.image.LayeredTree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/// `user[:group]` of --chown to numbers, names looked up in the image's own files. A user without
/// a group has the group of the same number.
record Owners(int uid, int gid) {
  static Owners resolve(String text, LayeredTree image) throws IOException {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    int uid = id(user, "user", "etc/passwd", image);
    if (colon < 0) return new Owners(uid, uid);
    return new Owners(uid, id(text.substring(colon + 1), "group", "etc/group", image));
  }

  private static int id(String name, String kind, String file, LayeredTree image)
      throws IOException {
    if (name.matches("[0-9]{1,9}")) return Integer.parseInt(name);
    Node node = image.find(file).filter(n -> n.stat().isRegular()).orElse(null);
    List<String> lines =
        node == null
            ? List.of()
            : new String(Files.readAllBytes(node.file()), StandardCharsets.UTF_8).lines().toList();
    for (String line : lines) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2 && fields[0].equals(name) && fields[2].matches("[0-9]{1,9}")) {
        return Integer.parseInt(fields[2]);
      }
    }
    throw new IllegalArgumentException(
        "--chown: the image has no " + kind + " '" + name + "' in /" + file);
  }
}
