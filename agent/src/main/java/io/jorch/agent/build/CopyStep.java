package io.jorch.agent.build;

import io.jorch.agent.build.CopySource.Entry;
import io.jorch.agent.build.CopySource.Match;
import io.jorch.agent.image.Compression;
import io.jorch.agent.image.FileStat;
import io.jorch.agent.image.LayerUnpacker;
import io.jorch.agent.image.LayeredTree;
import io.jorch.agent.image.LayeredTree.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// COPY and ADD. Sources are looked up and read once for the key, and again only when the layer is
/// not in the cache.
final class CopyStep {
  private final StageBuild.Shared shared;
  private final int stageIndex;

  CopyStep(StageBuild.Shared shared, int stageIndex) {
    this.shared = shared;
    this.stageIndex = stageIndex;
  }

  /// `copy` has its variables expanded.
  LayerStep plan(Instruction.Copy copy, ConfigDraft draft) throws IOException {
    CopySource source = shared.sources().copySource(copy.from(), stageIndex);
    List<Match> matches = matches(copy, source);
    String target = draft.absolute(copy.target());
    boolean directory = copy.target().endsWith("/") || copy.target().matches("(.*/)?\\.\\.?");
    if (matches.size() > 1 && !directory) {
      throw new IllegalArgumentException(
          "several sources need a destination that ends with '/', not '" + copy.target() + "'");
    }
    Instant time = ImageBuilder.sourceTime(shared.arguments(), shared.dockerfile());
    CacheKey key =
        CacheKey.of(copy.extract() ? "ADD" : "COPY", draft.diffIds)
            .add(target)
            .add(Boolean.toString(directory))
            .add(copy.owner().orElse(source.keepsOwners() ? "kept" : "0:0"))
            .add(copy.mode().orElse("kept"))
            .add(time.toString());
    for (Match match : matches) key.add(match, source.keepsOwners() && copy.owner().isEmpty());
    return new LayerStep(
        key.digest(),
        (tree, lower) -> {
          LayerDraft layer = new LayerDraft(tree, lower, time);
          Writer writer = new Writer(copy, source, layer, target, directory, time);
          for (Match match : matches) writer.write(match);
          layer.finish();
        });
  }

  private List<Match> matches(Instruction.Copy copy, CopySource source) throws IOException {
    List<Match> all = new ArrayList<>();
    for (String path : copy.sources()) {
      List<Match> found = source.matches(path);
      if (found.isEmpty()) {
        throw new IllegalArgumentException("nothing matches '" + path + "' in " + source.name());
      }
      all.addAll(found);
    }
    for (Instruction.HereDocument document : copy.documents()) {
      Path directory = shared.room().newDirectory();
      Files.writeString(directory.resolve(document.name()), document.content());
      Node node = new LayeredTree(List.of(directory)).find(document.name()).orElseThrow();
      all.add(new Match(node, List.of(new Entry("", node))));
    }
    return all;
  }

  /// Writes what was matched into a layer.
  private static final class Writer {
    private final boolean extract;
    private final LayerDraft layer;
    private final String target;
    private final boolean directory;
    private final Instant time;
    private final LayerDraft.Attributes attributes;

    Writer(
        Instruction.Copy copy,
        CopySource source,
        LayerDraft layer,
        String target,
        boolean directory,
        Instant time)
        throws IOException {
      this.extract = copy.extract();
      this.layer = layer;
      this.target = target;
      this.directory = directory;
      this.time = time;
      this.attributes =
          new LayerDraft.Attributes(
              owners(copy, source, layer), copy.mode().map(m -> Integer.parseInt(m, 8)));
    }

    private static Optional<Owners> owners(
        Instruction.Copy copy, CopySource source, LayerDraft layer) throws IOException {
      if (copy.owner().isPresent()) {
        return Optional.of(Owners.resolve(copy.owner().get(), layer.tree()));
      }
      return source.keepsOwners() ? Optional.empty() : Optional.of(new Owners(0, 0));
    }

    void write(Match match) throws IOException {
      if (match.node().stat().isDirectory()) {
        tree(match);
      } else if (extract && isArchive(match.node())) {
        archive(match.node());
      } else {
        file(match.node());
      }
    }

    private void file(Node node) throws IOException {
      boolean into =
          directory || layer.tree().find(target).filter(n -> n.stat().isDirectory()).isPresent();
      if (into) {
        layer.put(layer.directory(target), node.name(), node, attributes);
        return;
      }
      int slash = target.lastIndexOf('/');
      String parent = layer.directory(target.substring(0, slash));
      layer.put(parent, target.substring(slash + 1), node, attributes);
    }

    /// The content of a directory goes into the destination, not the directory itself.
    private void tree(Match match) throws IOException {
      for (Entry entry : match.entries()) {
        String path = entry.relative().isEmpty() ? target : target + "/" + entry.relative();
        if (entry.node().stat().isDirectory()) {
          layer.putDirectory(path, entry.node(), attributes);
        } else {
          int slash = path.lastIndexOf('/');
          String parent = layer.directory(path.substring(0, slash));
          layer.put(parent, path.substring(slash + 1), entry.node(), attributes);
        }
      }
    }

    private void archive(Node node) throws IOException {
      Path into = layer.root().resolve(layer.directory(target));
      try (InputStream raw = Files.newInputStream(node.file());
          InputStream tar = Compression.expand(raw)) {
        LayerUnpacker.unpack(tar, into, LayerUnpacker.Whiteouts.REFUSE, time);
      }
    }

    /// As docker: a local tar, compressed or not, told by its content.
    private static boolean isArchive(Node node) throws IOException {
      if ((node.stat().mode() & FileStat.TYPE) != FileStat.REGULAR) return false;
      try (InputStream raw = Files.newInputStream(node.file());
          InputStream expanded = Compression.expand(raw)) {
        byte[] head = expanded.readNBytes(512);
        return head.length == 512
            && new String(head, 257, 5, java.nio.charset.StandardCharsets.US_ASCII).equals("ustar");
      } catch (java.util.zip.ZipException | java.io.EOFException e) {
        return false;
      }
    }
  }
}
