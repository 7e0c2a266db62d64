package io.jorch.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.wire.Wire;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinTokenTest {
  private static final String HEX = "0123456789abcdef";
  private static final Fingerprint ROOT = new Fingerprint(HEX.repeat(4));
  private static final JoinToken TOKEN = new JoinToken(ROOT, "f0".repeat(16));

  @Test
  void readsWhatItWroteAlsoWithSpaceAround() {
    assertEquals(TOKEN, JoinToken.parse(TOKEN.text()));
    assertEquals(TOKEN, JoinToken.parse(" \t" + TOKEN.text() + "\n"));
    assertEquals("JORCH-1-" + HEX.repeat(4) + "-" + "f0".repeat(16), TOKEN.text());
  }

  @ParameterizedTest
  @CsvSource({
    "SWMTKN-1-a-b, it does not begin with JORCH-1-",
    "JORCH-2-a-b, 'it is of version ''2'', and this jorch reads 1'",
    "JORCH-1-a, it has 3 parts between dashes instead of 4",
    "JORCH-1-a-b-c, it has 5 parts between dashes instead of 4",
    "JORCH-1-XY-b, 'its fingerprint must be 64 digits of lower-case hex, not ''XY'''",
    "JORCH-1-{hex}-f0f0, 'its last part has 4 characters instead of 32, so it was not copied whole'",
    "JORCH-1-{hex}-F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0, its last part is not lower-case hex"
  })
  void saysWhatIsWrongWithAToken(String text, String why) {
    String token = text.replace("{hex}", HEX.repeat(4));
    assertEquals(
        "the join token cannot be read: "
            + why
            + "; 'jorch cluster token worker|manager' on a manager prints it",
        assertThrows(IllegalArgumentException.class, () -> JoinToken.parse(token)).getMessage());
  }

  @Test
  void showsNoSecretUnlessAskedForTheText() {
    assertFalse(TOKEN.toString().contains(TOKEN.secret()));
    JoinSecrets secrets = JoinSecrets.random();
    assertFalse(secrets.toString().contains(secrets.worker()));
  }

  @Test
  void knowsTheRoleByTheSecret() {
    JoinSecrets secrets = JoinSecrets.random();
    assertEquals(Optional.of(NodeRole.WORKER), secrets.role(secrets.worker()));
    assertEquals(Optional.of(NodeRole.MANAGER), secrets.role(secrets.manager()));
    assertEquals(Optional.empty(), secrets.role(""));
    assertEquals(Optional.empty(), secrets.role(secrets.worker().substring(1)));
    assertEquals(
        Optional.of(NodeRole.MANAGER),
        secrets.role(JoinToken.parse(secrets.token(NodeRole.MANAGER, ROOT).text()).secret()));
  }

  @Test
  void rotatesOneRolesSecretOnly() {
    JoinSecrets before = JoinSecrets.random();
    JoinSecrets after = before.rotate(NodeRole.WORKER);
    assertEquals(before.manager(), after.manager());
    assertNotEquals(before.worker(), after.worker());
    assertEquals(Optional.empty(), after.role(before.worker()));
    JoinSecrets last = after.rotate(NodeRole.MANAGER);
    assertEquals(after.worker(), last.worker());
    assertNotEquals(after.manager(), last.manager());
  }

  @Test
  void keepsSecretsAsJson() {
    JoinSecrets secrets = JoinSecrets.random();
    assertEquals(secrets, Wire.read(JoinSecrets.class, Wire.bytes(JoinSecrets.class, secrets)));
  }
}
