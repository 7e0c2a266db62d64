package io.jorch.core.compose;

import java.util.ArrayList;
import java.util.List;

/// Splits a command as a shell would: blanks, quotes and backslashes, and nothing else. An
/// unquoted operator is an error: without a shell it means nothing, and cutting the command off
/// there, as other tools do, would hide it.
final class ShellWords {
  /// Why a command cannot be split.
  static final class Malformed extends Exception {
    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private char quote;

  private ShellWords(String text) {
    this.text = text;
  }

  static List<String> split(String text) throws Malformed {
    ShellWords splitter = new ShellWords(text);
    for (int i = 0; i < text.length(); i++) i = splitter.next(i);
    if (splitter.quote != 0) {
      throw new Malformed("the quote " + splitter.quote + " is never closed");
    }
    splitter.endWord();
    return splitter.words;
  }

  private int next(int i) throws Malformed {
    char c = text.charAt(i);
    if (c == '\\' && quote != '\'') return escaped(i + 1);
    if (quote != 0) {
      if (c == quote) quote = 0;
      else word.append(c);
    } else if (c == '\'' || c == '"') {
      quote = c;
      inWord = true;
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      endWord();
    } else if (";&|<>".indexOf(c) >= 0) {
      throw new Malformed(
          "'" + c + "' needs a shell; quote it, or write [\"sh\", \"-c\", \"...\"]");
    } else {
      word.append(c);
      inWord = true;
    }
    return i;
  }

  private int escaped(int i) throws Malformed {
    if (i >= text.length()) throw new Malformed("it ends in a backslash");
    char c = text.charAt(i);
    word.append(
        switch (c) {
          case 't' -> '\t';
          case 'n' -> '\n';
          default -> c;
        });
    inWord = true;
    return i;
  }

  private void endWord() {
    if (inWord) words.add(word.toString());
    word.setLength(0);
    inWord = false;
  }
}
