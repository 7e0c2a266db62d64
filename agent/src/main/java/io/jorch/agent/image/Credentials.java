package io.jorch.agent.image;

/// What a registry wants to know: a name and a password or token.
public record Credentials(String username, String password) {
  @Override
  public String toString() {
    return "Credentials[" + username + ", …]";
  }
}
