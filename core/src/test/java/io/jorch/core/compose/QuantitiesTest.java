package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "1m30s, PT1M30S",
    "100ms, PT0.1S",
    "1.5s, PT1.5S",
    "0, PT0S",
    "0s, PT0S",
    "20us, PT0.00002S",
    "7ns, PT0.000000007S",
    "2h3m4s5ms, PT2H3M4.005S",
    "90s, PT1M30S",
    "48h, PT48H",
  })
  void readsDurations(String text, String expected) {
    assertEquals(Optional.of(Duration.parse(expected)), Quantities.duration(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "-1s", "1 s", "s", ".s", "1d", "1s2", "1e3s", "9999999999h", "1..s"})
  void refusesOtherDurations(String text) {
    assertTrue(Quantities.duration(text).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "1m30s", "100ms", "20us", "7ns", "2h3m4s5ms6us7ns", "100h"})
  void writesDurationsAsItReadsThem(String text) {
    assertEquals(text, Quantities.duration(text).map(Quantities::format).orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1024, 1024",
    "300b, 300",
    "512k, 524288",
    "50M, 52428800",
    "50mb, 52428800",
    "50 MiB, 52428800",
    "1gb, 1073741824",
    "1.5G, 1610612736",
    "2t, 2199023255552",
    "1p, 1125899906842624",
  })
  void readsSizes(String text, long expected) {
    assertEquals(OptionalLong.of(expected), Quantities.bytes(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "-1", "1x", "1 0", "1mbb", "99999p", "1e3", "0x10", "1,5g"})
  void refusesOtherSizes(String text) {
    assertTrue(Quantities.bytes(text).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000000000, 1",
    "0.5, 500000000, 0.5",
    "0.000000001, 1, 0.000000001",
    "4.0, 4000000000, 4"
  })
  void readsAndWritesCpus(String text, long expected, String written) {
    assertEquals(OptionalLong.of(expected), Quantities.nanoCpus(text));
    assertEquals(written, Quantities.formatCpus(expected));
  }

  @ParameterizedTest
  @CsvSource({"0o1777, 1023", "01777, 1023", "10, 10", "-1, -1", "0x1f, 31", "0, 0"})
  void readsNumbersAsYamlHasThem(String text, long expected) {
    assertEquals(OptionalLong.of(expected), Quantities.integer(text));
  }
}
