package io.jorch.agent.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with a Dockerfile, so that one run tells everything.
final class Problems {
  private final String file;
  private final List<BuildException.Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(int line, String message) {
    found.add(new BuildException.Problem(file, line, message));
  }

  void throwIfAny() throws BuildException {
    if (found.isEmpty()) return;
    found.sort(Comparator.comparingInt(BuildException.Problem::line));
    throw new BuildException(found);
  }
}
