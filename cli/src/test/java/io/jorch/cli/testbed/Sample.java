package io.jorch.cli.testbed;

import java.util.Optional;

/// One question to a service.
///
/// @param asked when, by [System#nanoTime]
/// @param answered when the answer, or that there is none, was known
/// @param by what the body of a good answer says; nothing when there was none
public record Sample(long asked, long answered, Optional<String> by) {
  public boolean good() {
    return by.isPresent();
  }
}
