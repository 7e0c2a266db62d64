package io.jorch.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpCommandTest {
  @ParameterizedTest
  @CsvSource({
    "web:/etc/passwd, web, /etc/passwd",
    "web:etc, web, etc",
    "shop-web-1:/a:b, shop-web-1, /a:b",
    "./web:x, , ./web:x",
    "/tmp/web:x, , /tmp/web:x",
    "dir/web:x, , dir/web:x",
    "plain, , plain",
    ":x, , :x",
    "-, , -"
  })
  void aColonMakesAPathAContainersUnlessItLooksLocal(String text, String name, String path) {
    CpCommand.Place place = CpCommand.Place.parse(text);
    assertEquals(Optional.ofNullable(name), place.name());
    assertEquals(path, place.path());
  }
}
