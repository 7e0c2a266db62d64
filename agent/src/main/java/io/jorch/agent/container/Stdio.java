package io.jorch.agent.container;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What the program's standard streams are.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Stdio.Logged.class, name = "logged"),
  @JsonSubTypes.Type(value = Stdio.Piped.class, name = "piped"),
  @JsonSubTypes.Type(value = Stdio.Terminal.class, name = "terminal")
})
public sealed interface Stdio {
  /// FIFOs `stdout` and `stderr` (and `stdin`, when open) in the container's directory. The
  /// container itself holds them open both ways, so it lives on without a reader. Without `stdin`
  /// it reads `/dev/null`.
  record Logged(boolean stdin) implements Stdio {}

  /// Pipes to whoever starts it; they end with that process. Without `stdin` it reads `/dev/null`.
  record Piped(boolean stdin) implements Stdio {}

  /// A pseudo-terminal of the container's own, kept open by the keeper.
  record Terminal(int rows, int columns) implements Stdio {}
}
