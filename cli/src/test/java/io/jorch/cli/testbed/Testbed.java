package io.jorch.cli.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command `.ci/testbed`: a lab by hand.
public final class Testbed {
  private static final String USAGE =
      """
      usage: .ci/testbed [--lab LAB] COMMAND
        up [HOSTS]               make a lab with daemons on 3 hosts, or that many; bare [HOSTS]: without daemons
        ls                       list labs, their hosts, and the pids of their daemons
        exec N COMMAND...        run a command on host N (or `client`)
        jorch N WORDS...         run `jorch WORDS...` against the daemon of host N
        kill N | start N | stop N | restart N      the daemon
        off N | on N             the power of the whole host
        freeze N | thaw N        the whole host; halt N | go N: only the daemon
        cut N | mute N | deafen N                  its cable, silently: both ways, out of it, into it
        part A B | part1 A B     the two hosts from each other; only from A to B
        heal                     end all cuts
        delay N MS [PEER]        delay its frames, each way; those from and to host PEER only
        lossy N PERCENT [PEER]   lose some;  slow N KBIT [PEER]: let no more through in a second
        mend N                   end delay, loss and slowness
        skew N DURATION          set its daemon's clock off, such as PT90S or -PT2M, and restart it
        scan N FROM [DIR]        try every listening port of host N from host FROM; also with the pairs
                                 NAME.crt, NAME.key of DIR
        down                     remove the lab
      With one lab on the machine there is no need to say which (or JORCH_LAB=LAB).
      """;

  private Testbed() {}

  public static void main(String[] arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    Optional<String> lab = Optional.ofNullable(System.getenv("JORCH_LAB"));
    if (words.size() > 1 && words.getFirst().equals("--lab")) {
      lab = Optional.of(words.get(1));
      words = words.subList(2, words.size());
    }
    try {
      System.exit(run(lab, words));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      System.err.print(USAGE);
      System.exit(2);
    } catch (IOException | RuntimeException | AssertionError e) {
      System.err.println("testbed: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(Optional<String> chosen, List<String> words) throws IOException {
    switch (words.isEmpty() ? "" : words.getFirst()) {
      case "up" -> up(count(words), true);
      case "bare" -> up(count(words), false);
      case "ls" -> list();
      case "down" -> Lab.remove(number(chosen));
      default -> {
        return new Testbed.Chosen(Lab.open(number(chosen)), words).run();
      }
    }
    return 0;
  }

  private static int count(List<String> words) {
    return words.size() > 1 ? Integer.parseInt(words.get(1)) : 3;
  }

  private static void up(int hosts, boolean start) throws IOException {
    Lab lab = Lab.createLasting(hosts);
    if (start) lab.start();
    System.out.println("lab " + lab.number() + ": " + hosts + " hosts");
    list(lab);
  }

  private static void list() throws IOException {
    for (int number : Lab.numbers()) {
      System.out.println("lab " + number);
      list(Lab.open(number));
    }
  }

  private static void list(Lab lab) throws IOException {
    for (Host host : lab.hosts()) {
      String daemon = host.daemon().pid().map(pid -> "daemon " + pid).orElse("no daemon");
      System.out.printf("  %d  %-12s %s  %s%n", host.number(), host.address(), host.home(), daemon);
    }
  }

  private static int number(Optional<String> chosen) throws IOException {
    if (chosen.isPresent()) return Integer.parseInt(chosen.get());
    List<Integer> all = Lab.numbers();
    if (all.size() == 1) return all.getFirst();
    throw new IOException(
        all.isEmpty()
            ? "there is no lab; `.ci/testbed up 3` makes one"
            : "there are several labs, say which with --lab: " + all);
  }

  /// A command on a lab that is there.
  private record Chosen(Lab lab, List<String> words) {
    int run() throws IOException {
      switch (words.getFirst()) {
        case "exec" -> {
          return exec();
        }
        case "jorch" -> {
          return jorch();
        }
        case "scan" -> PortScan.of(host(1), host(2), certificates()).print(System.out);
        case "kill" -> host(1).daemon().kill();
        case "stop" -> host(1).daemon().stop();
        case "start" -> host(1).daemon().start();
        case "restart" -> restart();
        case "off" -> host(1).powerOff();
        case "on" -> host(1).powerOn();
        case "freeze" -> host(1).freeze();
        case "thaw" -> host(1).thaw();
        case "halt" -> host(1).daemon().freeze();
        case "go" -> host(1).daemon().thaw();
        case "skew" -> {
          host(1).skew(Duration.parse(words.get(2)));
          restart();
        }
        default -> cable(lab.cables());
      }
      return 0;
    }

    private void cable(Cables cables) throws IOException {
      switch (words.getFirst()) {
        case "cut" -> cables.cut(host(1));
        case "mute" -> cables.mute(host(1));
        case "deafen" -> cables.deafen(host(1));
        case "part" -> cables.part(host(1), host(2));
        case "part1" -> cables.partOneWay(host(1), host(2));
        case "heal" -> cables.heal();
        case "mend" -> cables.mend(host(1));
        default -> cables.impair(host(1), impairment());
      }
    }

    private Impairment impairment() {
      double much = Double.parseDouble(words.get(2));
      Duration none = Duration.ZERO;
      Optional<Integer> peer =
          words.size() > 3 ? Optional.of(Integer.parseInt(words.get(3))) : Optional.empty();
      return switch (words.getFirst()) {
        case "delay" -> new Impairment(Duration.ofNanos(Math.round(much * 1e6)), none, 0, 0, peer);
        case "lossy" -> new Impairment(none, none, much / 100, 0, peer);
        case "slow" -> new Impairment(none, none, 0, Math.round(much), peer);
        default -> throw new IndexOutOfBoundsException();
      };
    }

    private Optional<Path> certificates() {
      return words.size() > 3 ? Optional.of(Path.of(words.get(3))) : Optional.empty();
    }

    private void restart() throws IOException {
      host(1).daemon().stop();
      host(1).daemon().start();
    }

    private Host host(int word) {
      return lab.host(Integer.parseInt(words.get(word)));
    }

    private int exec() throws IOException {
      Namespace where = words.get(1).equals("client") ? lab.client() : host(1).namespace();
      List<String> command = where.inside(words.subList(2, words.size()));
      return Programs.code(new ProcessBuilder(command).inheritIO().start());
    }

    private int jorch() {
      var ran = host(1).cli(words.subList(2, words.size()).toArray(String[]::new));
      System.out.print(ran.out());
      System.err.print(ran.err());
      return ran.code();
    }
  }
}
