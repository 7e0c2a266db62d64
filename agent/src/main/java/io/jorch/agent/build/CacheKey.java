package io.jorch.agent.build;

import io.jorch.agent.build.CopySource.Entry;
import io.jorch.agent.build.CopySource.Match;
import io.jorch.agent.image.Digest;
import io.jorch.agent.image.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;

/// What a step would do, as one digest: the layers below it, the meaning of the instruction, and
/// the names, modes, owners and bytes of what it copies, but not their times.
final class CacheKey {
  /// Changed whenever a step would make something else of the same instruction.
  private static final String VERSION = "1";

  private final MessageDigest hash = Digest.sha256();

  private CacheKey() {}

  static CacheKey of(String kind, List<Digest> below) {
    CacheKey key = new CacheKey();
    key.add(VERSION).add(kind).add(Integer.toString(below.size()));
    for (Digest diffId : below) key.add(diffId.hex());
    return key;
  }

  /// Each text is preceded by its length, so that no two lists of texts look alike.
  CacheKey add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    hash.update(bytes);
    return this;
  }

  CacheKey addAll(Collection<String> texts) {
    add(Integer.toString(texts.size()));
    texts.forEach(this::add);
    return this;
  }

  /// The content of what is copied; owners count only where they are kept.
  CacheKey add(Match match, boolean owners) throws IOException {
    add(match.node().name()).add(Integer.toString(match.entries().size()));
    for (Entry entry : match.entries()) {
      FileStat stat = entry.node().stat();
      add(entry.relative()).add(Integer.toOctalString(stat.mode()));
      if (owners) add(stat.uid() + ":" + stat.gid());
      if (stat.isRegular()) content(entry);
      else if (stat.isLink()) add(Files.readSymbolicLink(entry.node().file()).toString());
      else add(Long.toString(stat.device()));
    }
    return this;
  }

  Digest digest() {
    return Digest.finish(hash);
  }

  private void content(Entry entry) throws IOException {
    MessageDigest file = Digest.sha256();
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(entry.node().file())) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) file.update(buffer, 0, n);
    }
    add(Digest.finish(file).hex());
  }
}
