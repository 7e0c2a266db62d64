package io.jorch.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.api.ImageView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @ParameterizedTest
  @CsvSource({
    "-5, less than a second",
    "0, less than a second",
    "1, 1 second",
    "59, 59 seconds",
    "60, about a minute",
    "3599, 59 minutes",
    "3600, about an hour",
    "172799, 47 hours",
    "172800, 2 days",
    "1209600, 2 weeks",
    "5184000, 2 months",
    "94608000, 3 years"
  })
  void saysSpansAsPeopleDo(long seconds, String words) {
    assertEquals(words, Ages.span(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "10137, 9.9 KiB",
    "10200, 10 KiB",
    "1048575, 1.0 MiB",
    "1982256, 1.9 MiB",
    "365072220160, 340 GiB",
    "9223372036854775807, 8.0 EiB"
  })
  void writesSizesInBinaryUnits(long bytes, String text) {
    assertEquals(text, Sizes.of(bytes));
  }

  @Test
  void alignsColumnsWhateverTheirColours() {
    Table table = new Table("NAME", "STATE", "X");
    table.row("a", "\u001b[32mup\u001b[0m", "1").row("longer", "waiting", "");
    assertEquals(
        List.of(
            "NAME     STATE     X", "a        \u001b[32mup\u001b[0m        1", "longer   waiting"),
        table.lines());
    assertThrows(IllegalArgumentException.class, () -> table.row("too few"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:8080->80/tcp, http://localhost:8080",
    "127.0.0.1:9000->9000/tcp, http://localhost:9000",
    "10.1.2.3:80->8080/tcp, http://10.1.2.3",
    "8443->443/tcp, https://localhost:8443",
    "0.0.0.0:53->53/udp, ''",
    "80/tcp, ''"
  })
  void findsTheAddressToOpen(String port, String address) {
    assertEquals(address, Addresses.address(port));
  }

  @ParameterizedTest
  @CsvSource({
    "busybox, docker.io/library/busybox:latest, true",
    "a/b, docker.io/a/b:latest, true",
    "localhost:5000/a, localhost:5000/a:latest, true",
    "busybox:1, busybox:2, false"
  })
  void knowsReferencesHoweverCompleteTheyAre(String a, String b, boolean same) {
    ImageView image = new ImageView("sha256:0", List.of(a), Instant.EPOCH, 0, "amd64", List.of());
    assertEquals(same, ImageRows.named(image, List.of(b)));
  }
}
