package io.jorch.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFilesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Authority AUTHORITY = Authority.create(new ClusterId("cccccccccccc"), NOW);

  @TempDir private Path directory = Path.of("");
  private IdentityFiles files = new IdentityFiles(directory);

  @BeforeEach
  void within() {
    files = new IdentityFiles(directory.resolve("cluster"));
  }

  private static Identity identity() {
    KeyPair pair = Keys.generate();
    return Identity.of(
        pair.getPrivate(),
        AUTHORITY.issue(
            pair.getPublic(),
            new NodeId("aaaaaaaaaaaa"),
            NodeRole.WORKER,
            Duration.ofDays(1),
            NOW));
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(files.directory().resolve(name)));
  }

  @Test
  void findsNothingWhereNothingWasSaved() throws IOException {
    assertEquals(Optional.empty(), files.identity());
    assertEquals(Optional.empty(), files.trust());
  }

  @Test
  void keepsIdentityAndTrustForRootOnly() throws IOException {
    Identity identity = identity();
    TrustRoots trust = TrustRoots.of(AUTHORITY.root());
    files.save(identity);
    files.save(trust);
    assertEquals(Optional.of(identity), files.identity());
    assertEquals(Optional.of(trust), files.trust());
    assertEquals("rw-------", mode("node.key"));
    assertEquals("rwx------", mode(""));
    Identity next = identity();
    files.save(next);
    assertEquals(Optional.of(next), files.identity());
    files.delete();
    assertEquals(Optional.empty(), files.identity());
  }

  @Test
  void survivesAPowerCutBetweenKeyAndChain() throws IOException {
    files.save(identity());
    Path chain = files.directory().resolve("node.pem");
    byte[] old = Files.readAllBytes(chain);
    Identity next = identity();
    files.save(next);
    Files.move(chain, files.directory().resolve("node.pem.new"));
    Files.write(chain, old);
    assertEquals(Optional.of(next), files.identity());
  }

  @Test
  void survivesAPowerCutBeforeTheKeyIsReplaced() throws IOException {
    Identity before = identity();
    files.save(before);
    Files.writeString(files.directory().resolve("node.key.new"), "half a k");
    Files.writeString(files.directory().resolve("node.pem.new"), "half a c");
    assertEquals(Optional.of(before), files.identity());
    Identity next = identity();
    files.save(next);
    assertEquals(Optional.of(next), files.identity());
  }

  @Test
  void saysWhatCannotBeRead() throws IOException {
    files.save(identity());
    Files.writeString(files.directory().resolve("node.pem"), Pem.text(identity().chain()));
    String apart = failure();
    assertTrue(apart.startsWith("there is no certificate in " + files.directory()), apart);
    Files.writeString(files.directory().resolve("node.key"), "nonsense");
    String broken = failure();
    assertTrue(
        broken.startsWith("cannot read " + files.directory().resolve("node.key") + ": not a PEM"),
        broken);
  }

  private String failure() {
    return String.valueOf(assertThrows(IOException.class, files::identity).getMessage());
  }
}
