package io.jorch.agent.build;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// A Dockerfile that can't be built: one or more problems, each with its file and line.
public final class BuildException extends IOException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  /// `message` says what is wrong and what to do; line 0 is the build as a whole.
  public record Problem(String file, int line, String message) {
    @Override
    public String toString() {
      return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
  }

  public BuildException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public BuildException(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problems = List.of(problem);
  }

  public List<Problem> problems() {
    return problems;
  }
}
