package io.jorch.core.compose;

import java.util.Collection;
import java.util.List;

/// The profiles that are switched on; `*` is all of them.
record Profiles(Collection<String> on) {
  /// Services without profiles are always active.
  boolean activate(List<String> wanted) {
    if (wanted.isEmpty() || on.contains("*")) return true;
    for (String profile : wanted) if (on.contains(profile)) return true;
    return false;
  }
}
