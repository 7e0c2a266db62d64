package io.jorch.agent.linux.net;

import java.util.HexFormat;

/// One netlink message ready to be sent (its sequence number is filled in then), with the words
/// that say what it was for when the kernel refuses it.
public final class NetlinkRequest {
  private final String what;
  private final byte[] message;

  NetlinkRequest(String what, byte[] message) {
    this.what = what;
    this.message = message;
  }

  public String what() {
    return what;
  }

  byte[] message() {
    return message;
  }

  /// The message in hexadecimal, for comparing requests as data.
  public String hex() {
    return HexFormat.of().formatHex(message);
  }

  @Override
  public String toString() {
    return what;
  }
}
