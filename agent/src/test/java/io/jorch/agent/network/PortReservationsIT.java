package io.jorch.agent.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.net.Ipv4;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/// In a network namespace of its own, so that all ports are free.
final class PortReservationsIT {
  private static final Ipv4 HERE = Ipv4.LOOPBACK;

  @Test
  void aReservedPortIsNobodyElsesUntilReleased() throws Exception {
    Lab.run(
        lab -> {
          try (PortReservations ports = new PortReservations()) {
            HostPort held = ports.reserve(Ipv4.ANY, 8080, Protocol.TCP, "service web");
            assertEquals(held, ports.reserve(Ipv4.ANY, 8080, Protocol.TCP, "service web"));
            assertThrows(BindException.class, () -> new ServerSocket(8080).close());
            BindException conflict =
                assertThrows(
                    BindException.class,
                    () -> ports.reserve(HERE, 8080, Protocol.TCP, "service api"));
            assertEquals(
                "publish port 127.0.0.1:8080/tcp: it is in use by service web; stop that or publish another port",
                conflict.getMessage());
            ports.reserve(Ipv4.ANY, 8080, Protocol.UDP, "service web");
            ports.release(held);
            new ServerSocket(8080).close();
          }
        });
  }

  @Test
  void aForeignOwnerIsNamed() throws Exception {
    Lab.run(
        lab -> {
          try (PortReservations ports = new PortReservations();
              ServerSocket tcp = new ServerSocket(8080);
              DatagramSocket udp = new DatagramSocket(new InetSocketAddress(HERE.inet(), 53))) {
            String owner = "pid " + ProcessHandle.current().pid() + " (java)";
            BindException conflict =
                assertThrows(
                    BindException.class,
                    () -> ports.reserve(Ipv4.ANY, tcp.getLocalPort(), Protocol.TCP, "x"));
            assertTrue(
                String.valueOf(conflict.getMessage())
                    .startsWith("publish port 8080/tcp: it is in use by " + owner));
            BindException other =
                assertThrows(
                    BindException.class,
                    () -> ports.reserve(HERE, udp.getLocalPort(), Protocol.UDP, "x"));
            assertTrue(String.valueOf(other.getMessage()).contains(owner));
          }
        });
  }

  @Test
  void freePortsAreFound() throws Exception {
    Lab.run(
        lab -> {
          try (PortReservations ports = new PortReservations();
              ServerSocket taken = new ServerSocket(9000)) {
            assertEquals(9000, taken.getLocalPort());
            assertEquals(9001, ports.reserve(Ipv4.ANY, 9000, 9002, Protocol.TCP, "a").port());
            assertEquals(9002, ports.reserve(Ipv4.ANY, 9000, 9002, Protocol.TCP, "b").port());
            assertThrows(
                IOException.class, () -> ports.reserve(Ipv4.ANY, 9000, 9002, Protocol.TCP, "c"));
            assertTrue(ports.reserve(Ipv4.ANY, 0, Protocol.UDP, "d").port() > 0);
          }
        });
  }

  @Test
  void connectionsThatAreClosingDoNotHoldAPort() throws Exception {
    Lab.run(
        lab -> {
          try (PortReservations ports = new PortReservations()) {
            try (ServerSocket server = new ServerSocket(8080);
                Socket client = new Socket(HERE.inet(), 8080);
                Socket accepted = server.accept()) {
              accepted.shutdownOutput(); // The side that closes first keeps the port in TIME_WAIT.
              assertEquals(-1, client.getInputStream().read());
            }
            assertEquals(8080, ports.reserve(Ipv4.ANY, 8080, Protocol.TCP, "web").port());
          }
        });
  }
}
