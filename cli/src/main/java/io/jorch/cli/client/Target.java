package io.jorch.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// A path and query in the making. Path segments and values are percent-encoded.
final class Target {
  private final StringBuilder text;
  private char separator = '?';

  Target(String... segments) {
    text = new StringBuilder("/v1");
    for (String segment : segments) text.append('/').append(encode(segment));
  }

  Target with(String name, String value) {
    text.append(separator).append(name).append('=').append(encode(value));
    separator = '&';
    return this;
  }

  Target with(String name, Optional<String> value) {
    return value.map(present -> with(name, present)).orElse(this);
  }

  Target withTime(String name, Optional<Instant> value) {
    return with(name, value.map(Instant::toString));
  }

  Target withNumber(String name, OptionalInt value) {
    return value.isPresent() ? with(name, Integer.toString(value.getAsInt())) : this;
  }

  Target when(boolean condition, String name) {
    return condition ? with(name, "true") : this;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
