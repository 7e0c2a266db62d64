package io.jorch.core.remote;

import io.jorch.core.model.StackName;
import io.jorch.core.model.TaskId;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Methods with every kind of parameter and result.
interface Everything {
  String text(String text, int whole, long large, double fraction, boolean truth, TimeUnit constant)
      throws IOException;

  List<Object> values(
      TaskId id,
      Optional<String> perhaps,
      OptionalInt number,
      List<StackName> names,
      Set<String> words,
      Map<StackName, Integer> counts,
      Instant time,
      Path path,
      LogQuery query)
      throws IOException;

  Map<String, Object> anything() throws IOException;

  Optional<LogQuery> perhaps(boolean there) throws IOException;

  void items(int count, Consumer<? super LogQuery> sink) throws IOException;

  void numbers(int count, Consumer<Integer> sink) throws IOException;

  String upload(InputStream bytes, Consumer<String> progress) throws IOException;

  long download(long size, OutputStream to) throws IOException;

  InputStream bulk(long size, boolean breaks) throws IOException;

  int dialogue(Terminal terminal) throws IOException;

  void wait(String name) throws IOException;

  void fail(String how) throws IOException;

  String large(String text) throws IOException;

  /// Stays on this node unless it is overridden.
  default String here() {
    return "here";
  }

  default Iterable<String> notRemotable() throws IOException {
    return List.of("default");
  }

  Thread refused() throws IOException;
}
