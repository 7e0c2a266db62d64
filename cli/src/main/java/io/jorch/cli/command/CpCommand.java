package io.jorch.cli.command;

import io.jorch.cli.copy.LocalSource;
import io.jorch.cli.copy.Unpacking;
import io.jorch.cli.render.Sizes;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.CopySource;
import io.jorch.core.api.CopyTarget;
import io.jorch.core.api.TaskView;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// `cp`, with the paths and rules of docker's.
final class CpCommand implements Command {
  private static final String STREAM = "-";

  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments(
            "SOURCE TARGET",
            "one is SERVICE:PATH or TASK:PATH, the other a path here, or - for a tar",
            "2")
        .flag("keep owners", "-a", "--archive")
        .flag("copy what a link at SOURCE leads to", "-L", "--follow-link")
        .flag("say nothing", "-q", "--quiet")
        .flag("accepted for habit: without --index all replicas get the copy", "--all")
        .number("N", "which replica", "--index");
  }

  /// One side of a copy: a path here, or in what a name stands for.
  record Place(Optional<String> name, String path) {
    /// A colon makes it a container's, unless the part before looks like a path.
    static Place parse(String text) {
      int colon = text.indexOf(':');
      boolean local = colon <= 0 || text.startsWith(".") || text.substring(0, colon).contains("/");
      return local
          ? new Place(Optional.empty(), text)
          : new Place(Optional.of(text.substring(0, colon)), text.substring(colon + 1));
    }
  }

  @Override
  public int run(Invocation call) {
    Place source = Place.parse(call.arguments().getFirst());
    Place target = Place.parse(call.arguments().getLast());
    if (source.name().isPresent() == target.name().isPresent())
      throw Failed.usage(
          "cannot copy '"
              + call.arguments().getFirst()
              + "' to '"
              + call.arguments().getLast()
              + "': one of them, and only one, is in a container; write it as SERVICE:PATH");
    if (source.name().isPresent()) out(call, source.name().get(), source.path(), target.path());
    else in(call, source.path(), target.name().orElseThrow(), target.path());
    return 0;
  }

  private static void out(Invocation call, String name, String path, String target) {
    TaskView task = new TaskFinder(call, "copy out of").one(name, call.number("--index"));
    CopySource source = new CopySource(path, call.has("--follow-link"));
    call.tasks()
        .copyOut(
            task.id(),
            source,
            tar -> {
              if (target.equals(STREAM)) tar.transferTo(call.console().out());
              else unpack(call, tar, target);
            });
  }

  private static void unpack(Invocation call, InputStream tar, String target) {
    try {
      Unpacking.Result done =
          Unpacking.unpack(tar, call.directory(), target, call.has("--archive"));
      for (String path : done.leftOut())
        call.console().say(path + " is left out: it is no file, directory or link");
      if (!call.has("--quiet"))
        call.console().say("copied " + count(done.files()) + " (" + Sizes.of(done.bytes()) + ")");
    } catch (IOException e) {
      throw new Failed("cannot copy to " + target + ": " + reason(e), e);
    }
  }

  private static String count(long files) {
    return files == 1 ? "1 file" : files + " files";
  }

  private static void in(Invocation call, String source, String name, String path) {
    TaskFinder finder = new TaskFinder(call, "copy to");
    List<TaskView> tasks =
        call.has("--index") || source.equals(STREAM)
            ? List.of(finder.one(name, call.number("--index")))
            : finder.all(name);
    for (TaskView task : tasks) {
      if (source.equals(STREAM)) {
        CopyTarget to = new CopyTarget(path, CopyTarget.Kind.ARCHIVE, call.has("--archive"));
        call.tasks().copyIn(task.id(), to, System.in);
      } else {
        pack(call, source, task, path);
      }
      if (!call.has("--quiet")) call.console().say("copied to " + task.name() + ":" + path);
    }
  }

  private static void pack(Invocation call, String written, TaskView task, String path) {
    AtomicReference<IOException> broken = new AtomicReference<>();
    try {
      LocalSource source = LocalSource.of(call.directory(), written, call.has("--follow-link"));
      CopyTarget to = new CopyTarget(path, source.kind(), call.has("--archive"));
      try (InputStream tar = source.tar(broken::set)) {
        call.tasks().copyIn(task.id(), to, tar);
      }
    } catch (Failed failed) {
      IOException cause = broken.get();
      if (cause == null || isEnd(cause)) throw failed;
      throw new Failed("cannot copy " + written + ": " + reason(cause), cause);
    } catch (IOException e) {
      throw new Failed("cannot copy " + written + ": " + reason(e), e);
    }
  }

  /// The daemon refused the copy and reads no more: what it said is the reason.
  private static boolean isEnd(IOException e) {
    return String.valueOf(e.getMessage()).contains("closed")
        || String.valueOf(e.getMessage()).contains("Pipe");
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException denied ->
          "may not read or write " + denied.getFile() + "; run this as one who may";
      case java.nio.file.NoSuchFileException missing -> "there is no " + missing.getFile();
      default -> String.valueOf(e.getMessage());
    };
  }
}
