package io.jorch.agent.node;

import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.container.Stdio;
import io.jorch.agent.container.logs.LogCapture;
import io.jorch.agent.container.logs.LogCaptures;
import io.jorch.agent.container.logs.LogReader;
import io.jorch.agent.container.logs.LogStream;
import io.jorch.agent.container.logs.Rotation;
import io.jorch.agent.linux.ReadEnd;
import io.jorch.agent.linux.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Where the output of containers goes: into the log beside each task.
record Outputs(LogCaptures captures) {
  /// Captures the output of a container that runs, unless it goes to whoever started it.
  AutoCloseable capture(TaskFiles files, RunningContainer container) throws IOException {
    return switch (container.spec().stdio()) {
      case Stdio.Logged _ -> fifos(files)::finish;
      case Stdio.Terminal _ -> terminal(files, container.openTerminal())::finish;
      case Stdio.Piped _ -> () -> {};
    };
  }

  /// A container that is about to be started.
  interface Start {
    RunningContainer run() throws IOException;
  }

  /// A container and the capture of its output.
  record Started(RunningContainer container, AutoCloseable output) {}

  /// Starts a container whose output is captured. FIFOs are open before it runs: nobody else may
  /// hold them any more when a program that ends at once has ended.
  Started captured(TaskFiles files, Stdio stdio, Start start) throws IOException {
    if (!(stdio instanceof Stdio.Logged)) {
      RunningContainer container = start.run();
      return new Started(container, capture(files, container));
    }
    Files.createDirectories(files.container());
    LogCapture capture = fifos(files);
    try {
      return new Started(start.run(), capture::finish);
    } catch (IOException | RuntimeException e) {
      capture.finish();
      throw e;
    }
  }

  /// Logs what an ended container left in its FIFOs, or its terminal.
  void rest(TaskFiles files, Optional<Terminal> terminal) throws IOException {
    if (terminal.isPresent()) terminal(files, terminal.get()).finish();
    else if (Files.exists(files.container().resolve("stdout"))) fifos(files).finish();
  }

  LogReader reader(TaskFiles files) {
    return captures.reader(files.logs());
  }

  private LogCapture fifos(TaskFiles files) throws IOException {
    Map<LogStream, ReadEnd> sources = new EnumMap<>(LogStream.class);
    Path directory = files.container();
    sources.put(LogStream.STDOUT, ReadEnd.openFifo(directory.resolve("stdout")));
    sources.put(LogStream.STDERR, ReadEnd.openFifo(directory.resolve("stderr")));
    Files.createDirectories(files.logs());
    return captures.start(files.logs(), Rotation.DEFAULT, sources);
  }

  /// @param terminal is taken over
  private LogCapture terminal(TaskFiles files, Terminal terminal) throws IOException {
    Files.createDirectories(files.logs());
    ReadEnd master = ReadEnd.of(terminal.master().number());
    return captures.start(files.logs(), Rotation.DEFAULT, Map.of(LogStream.STDOUT, master));
  }
}
