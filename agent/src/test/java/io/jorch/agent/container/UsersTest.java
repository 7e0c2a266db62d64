package io.jorch.agent.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsersTest {
  private static final Users USERS =
      new Users(
          "root:x:0:0:root:/root:/bin/sh\n# comment\nbroken\napp:x:1000:1001:App:/home/app:/bin/sh\n",
          "root:x:0:\nwheel:x:10:root,app\napp:x:1001:\nweb:x:33:\n");

  private static Identity resolve(String user, String... groups) throws IOException {
    return USERS.resolve(user, List.of(groups));
  }

  @Test
  void nobodyNamedIsRootWithItsGroups() throws IOException {
    assertEquals(new Identity(0, 0, Set.of(0, 10), "/root"), resolve(""));
  }

  @Test
  void nameAndNumberOfAKnownUserAreTheSame() throws IOException {
    Identity app = new Identity(1000, 1001, Set.of(1001, 10), "/home/app");
    assertEquals(app, resolve("app"));
    assertEquals(app, resolve("1000"));
  }

  @Test
  void unknownNumberIsFineAndHasGroupZero() throws IOException {
    assertEquals(new Identity(4242, 0, Set.of(0), "/"), resolve("4242"));
  }

  @Test
  void explicitGroupReplacesMemberships() throws IOException {
    assertEquals(new Identity(1000, 33, Set.of(33), "/home/app"), resolve("app:web"));
    assertEquals(new Identity(7, 8, Set.of(8), "/"), resolve("7:8"));
  }

  @Test
  void moreGroupsAreAdded() throws IOException {
    assertEquals(new Identity(7, 0, Set.of(0, 33, 99), "/"), resolve("7", "web", "99"));
  }

  @Test
  void unknownNamesAreRefused() {
    IOException user = assertThrows(IOException.class, () -> resolve("ghost"));
    assertEquals(
        "unable to find user 'ghost': no such entry in the image's /etc/passwd", user.getMessage());
    IOException group = assertThrows(IOException.class, () -> resolve("app:ghosts"));
    assertEquals(
        "unable to find group 'ghosts': no such entry in the image's /etc/group",
        group.getMessage());
    assertThrows(IOException.class, () -> resolve("-1"));
  }

  @Test
  void imageWithoutFilesHasNumbersOnly() throws IOException {
    assertEquals(new Identity(0, 0, Set.of(0), "/"), new Users("", "").resolve("", List.of()));
  }
}
