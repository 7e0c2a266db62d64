package io.jorch.cli.term;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
  private final Console console = new Console(stream, stream, true, true, new Palette(true));

  private String printed() {
    String text = out.toString(StandardCharsets.UTF_8).replace('\u001b', '^');
    out.reset();
    return text;
  }

  @Test
  void rewritesItsLinesInPlace() {
    LiveRegion region = new LiveRegion(console, () -> new Size(10, 5));
    region.show(List.of("one", "two"));
    assertEquals("\r^[2Kone\n\r^[2Ktwo\n^[0J", printed());
    region.show(List.of("three"));
    assertEquals("^[2A\r^[2Kthree\n^[0J", printed());
    region.show(List.of("three"));
    assertEquals("", printed());
  }

  @Test
  void neverGrowsBeyondTheScreen() {
    LiveRegion region = new LiveRegion(console, () -> new Size(5, 4));
    region.show(List.of("1", "2 is too long", "3", "4", "5"));
    assertEquals("\r^[2K1\n\r^[2K2 is \n\r^[2K  … 3\n^[0J", printed());
  }

  @Test
  void findsItsFirstLineAgainWhenTheWindowWasMadeNarrower() {
    Size[] window = {new Size(10, 6)};
    LiveRegion region = new LiveRegion(console, () -> window[0]);
    region.show(List.of(new Palette(true).good("123456789"), "two"));
    printed();
    window[0] = new Size(4, 6);
    region.show(List.of("abcdef", "two"));
    assertEquals("^[4A\r^[2Kabcd\n\r^[2Ktwo\n^[0J", printed());
  }

  @Test
  void drawsAgainWhenTheWindowHasAnotherSizeThoughNothingIsNew() {
    Size[] window = {new Size(4, 6)};
    LiveRegion region = new LiveRegion(console, () -> window[0]);
    region.show(List.of("abcdef"));
    printed();
    window[0] = new Size(8, 6);
    region.show(List.of("abcdef"));
    assertEquals("^[1A\r^[2Kabcdef\n^[0J", printed());
  }

  @Test
  void cutsTextAndKeepsColours() {
    Palette palette = new Palette(true);
    assertEquals(palette.good("abc"), LiveRegion.cut(palette.good("abcdef"), 3));
  }

  @ParameterizedTest
  @CsvSource({"24 80, 80, 24", "0 0, 80, 24", "'', 80, 24", "50 200, 200, 50"})
  void readsSizes(String text, int columns, int rows) {
    assertEquals(new Size(columns, rows), Size.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/pts/3, true",
    "/dev/tty1, true",
    "/dev/console, true",
    "/dev/null, false",
    "pipe:[1234], false",
    "/tmp/file, false"
  })
  void knowsTerminalsByName(String target, boolean terminal) {
    assertEquals(terminal, Tty.names(target));
  }
}
