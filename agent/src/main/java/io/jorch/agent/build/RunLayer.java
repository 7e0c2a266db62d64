package io.jorch.agent.build;

import io.jorch.agent.image.Digest;
import io.jorch.agent.image.UpperLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// RUN: a container over the layers so far, whose changes become the next layer. Times stay as the
/// command left them, because tools compare them (make, compiled Python); with the argument
/// SOURCE_DATE_EPOCH none is later than that.
record RunLayer(
    StageBuild.Shared shared,
    List<String> args,
    Map<String, String> env,
    String user,
    String workdir,
    int step) {
  private static final int LAST_LINES = 20;
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  LayerStep step(List<Digest> below) {
    CacheKey key = CacheKey.of("RUN", below).addAll(args).add(user).add(workdir);
    key.addAll(env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    key.add(shared.arguments().sourceDateEpoch().orElse(""));
    return new LayerStep(key.digest(), this::make);
  }

  private void make(Path tree, List<Path> lower) throws IOException, InterruptedException {
    Path work = shared.room().newDirectory();
    List<Path> layers = lower.isEmpty() ? List.of(shared.room().newDirectory()) : lower;
    Map<String, String> all = new LinkedHashMap<>(shared.arguments().proxies());
    all.put("PATH", PATH);
    all.putAll(env);
    RunStep.Request request = new RunStep.Request(layers, tree, work, args, all, user, workdir);
    Deque<String> last = new ArrayDeque<>();
    int code = shared.run().run(request, line -> output(line, last));
    if (code != 0) throw new IOException(failure(code, last));
    Optional<String> epoch = shared.arguments().sourceDateEpoch();
    UpperLayer.clean(
        tree,
        epoch.isEmpty()
            ? Optional.empty()
            : Optional.of(ImageBuilder.sourceTime(shared.arguments(), shared.dockerfile())));
  }

  private void output(String line, Deque<String> last) {
    synchronized (last) {
      if (last.size() == LAST_LINES) last.removeFirst();
      last.addLast(line);
      shared.events().on(new BuildEvent.Output(step, line));
    }
  }

  private static String failure(int code, Deque<String> last) {
    synchronized (last) {
      if (last.isEmpty()) return "exit code " + code + ", no output";
      return "exit code " + code + "; last output:\n  " + String.join("\n  ", last);
    }
  }
}
