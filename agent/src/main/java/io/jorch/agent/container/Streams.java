package io.jorch.agent.container;

import io.jorch.agent.linux.Fd;
import java.util.Optional;

/// Our ends of a program's pipes; closing them is the owner's business.
///
/// @param stdin present when it was asked for; its end is the program's end of file
public record Streams(Optional<Fd> stdin, Fd stdout, Fd stderr) implements AutoCloseable {
  @Override
  public void close() {
    stdin.ifPresent(Fd::close);
    stdout.close();
    stderr.close();
  }
}
