package io.jorch.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.ProcessView;
import io.jorch.core.api.TaskStats;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageRowsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static TaskStats stats(int slot, Instant time) {
    return new TaskStats(
        "0123456789abcdef0123456789abcde" + slot,
        "shop-web-" + slot,
        "shop",
        "web",
        slot,
        "alpha",
        time,
        12.345,
        48L << 20,
        64L << 20,
        7,
        0,
        4096,
        1500,
        1L << 30);
  }

  @Test
  void statsAreATable() {
    assertEquals(
        """
        ID             NAME         NODE    CPU      MEMORY   OF       SHARE   NET IN / OUT        DISK READ / WRITE   PIDS
        0123456789ab   shop-web-1   alpha   12.35%   48 MiB   64 MiB   75.0%   1.5 KiB / 1.0 GiB   0 B / 4.0 KiB       7
        """,
        String.join("\n", StatsRows.of(List.of(stats(1, NOW)), false)) + "\n");
  }

  @Test
  void aRoundIsOverWhenAContainerComesAgain() {
    StatsRows.Board board = new StatsRows.Board();
    assertFalse(board.add(stats(2, NOW)));
    assertFalse(board.add(stats(1, NOW)));
    assertTrue(board.add(stats(2, NOW.plusSeconds(1))));
    assertFalse(board.add(stats(1, NOW.plusSeconds(1))));
    assertEquals(
        List.of("shop-web-1", "shop-web-2"), board.rows().stream().map(TaskStats::name).toList());
    board.add(stats(1, NOW.plusSeconds(6)));
    assertEquals(List.of("shop-web-1"), board.rows().stream().map(TaskStats::name).toList());
  }

  @Test
  void processesAreATable() {
    ProcessView first =
        new ProcessView(
            1, 4711, 0, "root", "S", 0.25, 3_723_400, 812 << 10, NOW.minusSeconds(90), "sh -c\nx");
    assertEquals(
        """
        PID   HOST PID   PARENT   USER   CPU    MEMORY    TIME      STARTED              COMMAND
        1     4711                root   0.3%   812 KiB   1:02:03   about a minute ago   sh -c x
        """,
        String.join("\n", ProcessRows.of(List.of(first), NOW)) + "\n");
  }

  @Test
  void portsAreTakenApart() {
    assertEquals(
        List.of(
            new PublishedPorts.Port("80/tcp", "0.0.0.0:8080"),
            new PublishedPorts.Port("53/udp", "127.0.0.1:53")),
        PublishedPorts.of(List.of("0.0.0.0:8080->80/tcp", "443/tcp", "127.0.0.1:53->53/udp")));
  }
}
