package io.jorch.cli.session;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Keys that end a session without reaching the program, in that order. While they may still turn
/// out to be others they are held back.
public final class DetachKeys {
  /// Docker's: Ctrl-P, Ctrl-Q.
  public static final String USUAL = "ctrl-p,ctrl-q";

  private final byte[] keys;
  private int matched;

  private DetachKeys(byte[] keys) {
    this.keys = keys;
  }

  /// Single characters, or `ctrl-` with a letter or one of `@ [ \\ ] ^ _`, separated by commas;
  /// nothing for none.
  ///
  /// @throws IllegalArgumentException for anything else
  public static DetachKeys parse(String text) {
    if (text.isEmpty()) return new DetachKeys(new byte[0]);
    String[] words = text.split(",", -1);
    byte[] keys = new byte[words.length];
    for (int i = 0; i < words.length; i++) keys[i] = key(words[i]);
    return new DetachKeys(keys);
  }

  private static byte key(String word) {
    if (word.length() == 1 && word.charAt(0) < 128) return (byte) word.charAt(0);
    if (word.matches("ctrl-[a-z@\\[\\\\\\]^_]")) return (byte) (word.charAt(5) & 0x1f);
    throw new IllegalArgumentException(
        "'" + word + "' is no key: write a character, or ctrl- and a letter");
  }

  /// Whether the keys were all pressed; what came with them is of no account then.
  synchronized boolean areComplete() {
    return keys.length > 0 && matched == keys.length;
  }

  /// Gives what may be passed on of what was typed.
  synchronized byte[] pass(byte[] typed, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + matched);
    for (int i = 0; i < length && !areComplete(); i++) take(typed[i], out);
    return out.toByteArray();
  }

  private synchronized void take(byte key, ByteArrayOutputStream out) {
    if (keys.length > 0 && key == keys[matched]) {
      matched++;
      return;
    }
    out.writeBytes(Arrays.copyOf(keys, matched));
    matched = 0;
    if (keys.length > 0 && key == keys[0]) matched = 1;
    else out.write(key);
  }
}
