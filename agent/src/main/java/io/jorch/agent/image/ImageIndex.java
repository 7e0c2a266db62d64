package io.jorch.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which images exist and what they are called, in one file that is replaced as a whole. A
/// reference names at most one image; an image may have no name.
final class ImageIndex {
  private final Path file;
  private final Map<Digest, Entry> entries = new TreeMap<>();
  private Runnable changed = () -> {};

  record Entry(Digest id, Digest manifest, SortedSet<Reference> references) {
    boolean hasTag() {
      return references.stream().anyMatch(r -> r.tag().isPresent());
    }
  }

  ImageIndex(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) load(Json.read(file.toString(), Files.readAllBytes(file)));
  }

  synchronized void onChange(Runnable listener) {
    changed = listener;
  }

  /// A reference with a digest is found by that, whatever its tag.
  synchronized Optional<Entry> find(Reference reference) {
    Reference wanted = reference.digest().map(reference::pinned).orElse(reference);
    return all().stream().filter(e -> e.references().contains(wanted)).findFirst();
  }

  /// Whether [#put] with these would change nothing.
  synchronized boolean holds(Digest id, Digest manifest, Collection<Reference> references) {
    Entry entry = entries.get(id);
    return entry != null
        && entry.manifest().equals(manifest)
        && entry.references().containsAll(references);
  }

  synchronized List<Entry> startingWith(String idPrefix) {
    return all().stream().filter(e -> e.id().hex().startsWith(idPrefix)).toList();
  }

  synchronized List<Entry> all() {
    return List.copyOf(entries.values());
  }

  /// Adds the image, or names to it; the names leave whichever image had them.
  synchronized void put(Digest id, Digest manifest, Collection<Reference> references)
      throws IOException {
    SortedSet<Reference> names = new TreeSet<>(references);
    Entry before = entries.get(id);
    if (before != null) names.addAll(before.references());
    for (Entry other : all()) {
      if (!other.id().equals(id)) replace(other, without(other, names));
    }
    Entry after = new Entry(id, manifest, names);
    if (after.equals(before)) return;
    entries.put(id, after);
    store();
  }

  /// Takes a name away. With the last tag of a repository its digests go too.
  synchronized void untag(Reference reference) throws IOException {
    Entry entry = find(reference).orElse(null);
    if (entry == null) return;
    Entry after = without(entry, List.of(reference));
    boolean otherTag =
        after.references().stream()
            .anyMatch(r -> r.tag().isPresent() && sameRepository(r, reference));
    if (!otherTag) {
      List<Reference> digests =
          after.references().stream().filter(r -> sameRepository(r, reference)).toList();
      after = without(after, digests);
    }
    replace(entry, after);
    store();
  }

  synchronized void remove(Digest id) throws IOException {
    if (entries.remove(id) != null) store();
  }

  private void replace(Entry before, Entry after) {
    if (!before.equals(after)) entries.put(after.id(), after);
  }

  private static Entry without(Entry entry, Collection<Reference> names) {
    SortedSet<Reference> left = new TreeSet<>(entry.references());
    left.removeAll(names);
    return new Entry(entry.id(), entry.manifest(), left);
  }

  private static boolean sameRepository(Reference a, Reference b) {
    return a.registry().equals(b.registry()) && a.repository().equals(b.repository());
  }

  private void load(JsonNode root) throws ImageException {
    for (JsonNode image : root.path("images")) {
      List<Reference> references = new ArrayList<>();
      for (String text : Json.texts(image, "references")) references.add(Reference.parse(text));
      Digest id = Digest.parse(Json.text(image, "id"));
      Digest manifest = Digest.parse(Json.text(image, "manifest"));
      entries.put(id, new Entry(id, manifest, new TreeSet<>(references)));
    }
  }

  private void store() throws IOException {
    ObjectNode root = Json.object();
    var images = root.putArray("images");
    for (Entry entry : entries.values()) {
      ObjectNode image = images.addObject();
      image.put("id", entry.id().toString()).put("manifest", entry.manifest().toString());
      Json.put(image, "references", entry.references().stream().map(Reference::toString).toList());
    }
    AtomicFile.write(file, Json.write(root));
    changed.run();
  }
}
