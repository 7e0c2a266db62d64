package io.jorch.agent.network;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// Names of host-side links: at most 15 characters, so a hash, with the full story in the alias
/// (`jorch/<instance>/network/<name>` or `jorch/<instance>/task/<id>/<network>`), by which a later
/// daemon of the same instance knows its own links.
record LinkNames(String instance) {
  private static final int MAXIMUM = 15;

  LinkNames {
    if (!instance.matches("[a-z0-9]{1,16}")) {
      throw new IllegalArgumentException(
          "instance '" + instance + "' is not of 1 to 16 letters a-z and digits");
    }
  }

  String bridge(String network) {
    return hashed("jo-", "network", network);
  }

  String veth(String task, String network) {
    return hashed("jv", task, network);
  }

  String vxlan(String network) {
    return hashed("jx", "vxlan", network);
  }

  String networkAlias(String network) {
    return prefix() + "network/" + network;
  }

  String taskAlias(String task, String network) {
    return prefix() + "task/" + task + "/" + network;
  }

  Optional<String> networkOf(String alias) {
    return after(alias, prefix() + "network/");
  }

  Optional<String> taskOf(String alias) {
    return after(alias, prefix() + "task/").map(rest -> rest.substring(0, rest.indexOf('/')));
  }

  private static Optional<String> after(String text, String prefix) {
    return text.startsWith(prefix)
        ? Optional.of(text.substring(prefix.length()))
        : Optional.empty();
  }

  private String prefix() {
    return "jorch/" + instance + "/";
  }

  private String hashed(String prefix, String kind, String name) {
    byte[] hash = sha256(instance + "\0" + kind + "\0" + name);
    return prefix + new BigInteger(1, hash).toString(36).substring(0, MAXIMUM - prefix.length());
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
