package io.jorch.agent.network;

import io.jorch.agent.linux.net.*;
import io.jorch.agent.linux.net.Subnet;
import java.util.Arrays;
import java.util.List;

final class Bench {
  public static void main(String[] args) throws Exception {
    Lab.run(
        lab -> {
          long t0 = System.nanoTime();
          try (AgentNetwork n =
              AgentNetwork.open(
                  new Config(
                      "bench",
                      java.nio.file.Path.of("/etc/resolv.conf"),
                      Integer.parseInt(args[0])))) {
            System.out.printf("open %.2f ms%n", (System.nanoTime() - t0) / 1e6);
            t0 = System.nanoTime();
            n.ensure(NetworkSpec.of("a", Subnet.parse("10.77.0.0/16")));
            System.out.printf("ensure %.2f ms%n", (System.nanoTime() - t0) / 1e6);
            for (int round = 0; round < 6; round++) {
              int count = 60;
              double[] ms = new double[count];
              for (int i = 0; i < count; i++) {
                if (round >= 3) Thread.sleep(15);
                long t = System.nanoTime();
                n.attach("t" + i, List.of(Attachment.to("a")));
                ms[i] = (System.nanoTime() - t) / 1e6;
              }
              Arrays.sort(ms);
              long t = System.nanoTime();
              for (int i = 0; i < count; i++) n.detach("t" + i);
              double d = (System.nanoTime() - t) / 1e6;
              t = System.nanoTime();
              n.settle();
              System.out.printf(
                  "%s attach median %.2f p95 %.2f max %.2f; detach all %.2f settle %.2f%n",
                  round >= 3 ? "paced" : "burst",
                  ms[count / 2],
                  ms[count * 95 / 100],
                  ms[count - 1],
                  d,
                  (System.nanoTime() - t) / 1e6);
            }
            for (int i = 0; i < 5; i++) {
              t0 = System.nanoTime();
              n.publish(
                  List.of(
                      new PublishedPort(
                          new HostPort(Ipv4.ANY, 8080 + i, Protocol.TCP),
                          List.of(new Backend(Ipv4.parse("10.77.0.2"), 80)))));
              System.out.printf("publish %.2f ms%n", (System.nanoTime() - t0) / 1e6);
            }
            n.publish(List.of());
            t0 = System.nanoTime();
            n.remove("a");
            System.out.printf("remove %.2f ms%n", (System.nanoTime() - t0) / 1e6);
          }
        });
  }
}
