package io.jorch.core.compose;

import io.jorch.core.compose.ComposeFiles.Source;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a stack: files, YAML, name, variables, merge, sections, checks.
public final class ComposeLoader {
  private final LoadRequest request;
  private final Problems problems = new Problems();
  private final Variables variables;

  private ComposeLoader(LoadRequest request) {
    this.request = request;
    this.variables = new Variables(request.environment());
  }

  /// Never throws for anything that files, variables or arguments say.
  public static LoadResult load(LoadRequest request) {
    ComposeLoader loader = new ComposeLoader(request);
    Optional<StackSpec> stack = loader.load();
    Problems problems = loader.problems;
    if (stack.isPresent() && !problems.any()) {
      return new LoadResult.Loaded(stack.get(), problems.warnings());
    }
    return new LoadResult.Broken(problems.errors(), problems.warnings());
  }

  private Optional<StackSpec> load() {
    List<Source> sources = ComposeFiles.locate(request, problems);
    if (sources.isEmpty()) return Optional.empty();
    Path directory = directory(sources.getFirst());
    readEnvFiles(directory);
    List<Node> documents = parse(sources);
    Optional<StackName> name = name(documents, directory);
    name.ifPresent(n -> variables.force("COMPOSE_PROJECT_NAME", n.value()));
    Optional<Node> root = merge(documents);
    if (root.isEmpty()) return Optional.empty();
    StackName known = name.orElseGet(() -> new StackName("unnamed"));
    Project project = new Project(known, directory, variables, new Values(problems));
    return Optional.of(new StackReader(project, profiles()).read(root.get()));
  }

  private Path directory(Source first) {
    return first
        .path()
        .map(p -> p.toAbsolutePath().normalize().getParent())
        .orElse(request.workingDirectory());
  }

  private void readEnvFiles(Path directory) {
    for (String file : request.envFiles()) {
      readEnvFile(request.workingDirectory().resolve(file), file);
    }
    Path beside = directory.resolve(".env");
    if (request.envFiles().isEmpty() && Files.isRegularFile(beside)) {
      readEnvFile(beside, ComposeFiles.label(request.workingDirectory(), beside));
    }
  }

  private void readEnvFile(Path file, String label) {
    problems.reading(label);
    try {
      Dotenv.read(label, TextFile.read(file), variables, problems);
    } catch (TextFile.Unreadable e) {
      problems.error(Mark.whole(label), "", String.valueOf(e.getMessage()));
    }
  }

  private List<Node> parse(List<Source> sources) {
    List<Node> documents = new ArrayList<>();
    for (Source source : sources) {
      problems.reading(source.label());
      try {
        String text =
            source.path().isPresent()
                ? TextFile.read(source.path().get())
                : TextFile.read(request.stdin());
        List<Node> found = YamlTree.parse(source.label(), text, problems);
        if (found.isEmpty() && !problems.any()) {
          problems.error(Mark.whole(source.label()), "", "the file is empty");
        }
        documents.addAll(found);
      } catch (TextFile.Unreadable e) {
        problems.error(Mark.whole(source.label()), "", String.valueOf(e.getMessage()));
      }
    }
    return documents;
  }

  /// `-p`, `COMPOSE_PROJECT_NAME`, the last file's `name`, or the directory's name.
  private Optional<StackName> name(List<Node> documents, Path directory) {
    if (request.projectName().isPresent()) {
      return name(request.projectName().get(), Mark.whole("--project-name"), "");
    }
    @Nullable String variable = variables.get("COMPOSE_PROJECT_NAME");
    if (variable != null && !variable.isEmpty()) {
      return name(variable, Mark.whole("COMPOSE_PROJECT_NAME"), "");
    }
    for (Node document : documents.reversed()) {
      Node.@Nullable Entry entry =
          document instanceof Node.Mapping mapping ? mapping.entries().get("name") : null;
      if (entry == null || !(entry.value() instanceof Node.Scalar scalar)) continue;
      Node value = new Interpolation(variables, problems).apply(scalar, "name");
      return name(((Node.Scalar) value).text(), value.mark(), "name");
    }
    Path last = directory.getFileName();
    String normal = Names.normalised(last == null ? "" : last.toString());
    if (!normal.isEmpty()) return Optional.of(new StackName(normal));
    String message = "no stack name can be made of this directory's name; choose one with -p";
    problems.error(Mark.whole(directory.toString()), "", message);
    return Optional.empty();
  }

  private Optional<StackName> name(String text, Mark mark, String path) {
    return Names.checked(text, StackName::new, problems, mark, path);
  }

  private Optional<Node> merge(List<Node> documents) {
    Interpolation interpolation = new Interpolation(variables, problems);
    Merge merge = new Merge(problems);
    Node result = null;
    for (Node document : documents) {
      Node node = interpolation.apply(document, "");
      result = result == null ? node : merge.over(result, node);
    }
    return Optional.ofNullable(result).map(Merge::settle);
  }

  private Profiles profiles() {
    Set<String> on = new LinkedHashSet<>(request.profiles());
    @Nullable String variable = variables.get("COMPOSE_PROFILES");
    for (String profile : variable == null ? new String[0] : variable.split(",", -1)) {
      if (!profile.isBlank()) on.add(profile.strip());
    }
    return new Profiles(on);
  }
}
