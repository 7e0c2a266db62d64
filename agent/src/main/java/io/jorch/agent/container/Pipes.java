package io.jorch.agent.container;

import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.LinuxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Three pipes about to be shared with a program.
record Pipes(Optional<Fd.Pipe> in, Fd.Pipe out, Fd.Pipe err) {

  static Pipes open(boolean stdin) throws LinuxException {
    Optional<Fd.Pipe> in = stdin ? Optional.of(Fd.pipe()) : Optional.empty();
    return new Pipes(in, Fd.pipe(), Fd.pipe());
  }

  /// What the program gets under 0, 1 and 2; `nothing` stands in where there is no pipe.
  Map<Integer, Fd> programSide(Fd nothing) {
    Map<Integer, Fd> side = new HashMap<>();
    side.put(0, in.map(Fd.Pipe::reader).orElse(nothing));
    side.put(1, out.writer());
    side.put(2, err.writer());
    return side;
  }

  void closeProgramSide() {
    in.ifPresent(pipe -> pipe.reader().close());
    out.writer().close();
    err.writer().close();
  }

  Streams ours() {
    return new Streams(in.map(Fd.Pipe::writer), out.reader(), err.reader());
  }
}
