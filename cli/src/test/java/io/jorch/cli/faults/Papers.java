package io.jorch.cli.faults;

import io.jorch.cli.testbed.Host;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Authority;
import io.jorch.core.trust.Identity;
import io.jorch.core.trust.IdentityFiles;
import io.jorch.core.trust.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates that strangers show, each a pair of files `NAME.crt` and `NAME.key`.
///
/// @param directory holds nothing else
record Papers(Path directory) {
  private static final Pattern AUTHORITY = Pattern.compile("\"authority\":\"([^\"]+)\"");

  /// The real authority of a cluster, its key included, from what `cluster backup` wrote.
  static Authority authority(Path backup) throws IOException {
    Matcher found = AUTHORITY.matcher(Files.readString(backup, StandardCharsets.ISO_8859_1));
    if (!found.find()) throw new IOException("no authority in " + backup);
    return Authority.of(Base64.getDecoder().decode(found.group(1)));
  }

  /// A node's own.
  void copy(String name, Host host) throws IOException {
    Path cluster = host.stateDir().resolve("cluster");
    Files.copy(cluster.resolve("node.pem"), directory.resolve(name + ".crt"));
    Files.copy(cluster.resolve("node.key"), directory.resolve(name + ".key"));
  }

  /// One that the authority signs as it does a manager's, at that time, for ninety days.
  void forge(String name, Authority authority, NodeId node, Instant at) throws IOException {
    KeyPair pair = Keys.generate();
    Identity identity =
        Identity.of(
            pair.getPrivate(),
            authority.issue(pair.getPublic(), node, NodeRole.MANAGER, Duration.ofDays(90), at));
    Path files = directory.resolve("files");
    new IdentityFiles(files).save(identity);
    Files.move(files.resolve("node.pem"), directory.resolve(name + ".crt"));
    Files.move(files.resolve("node.key"), directory.resolve(name + ".key"));
    Files.delete(files);
  }
}
