package io.jorch.core.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The member at the other node is a server that sends back what it gets, at the end of it.
@Timeout(60)
class ForwardedPeerIT {
  private static final NodeId B = TestNodes.id('b');
  private final TestNodes nodes = new TestNodes();
  private Mesh a = start('a');
  private Mesh b = start('b');
  private ServerSocket member = listening();
  private LoopbackForwarder acceptor = accepting();

  private Mesh start(char letter) {
    try {
      return nodes.start(letter, NodeRole.WORKER);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 5, address(2));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private LoopbackForwarder accepting() {
    return LoopbackForwarder.start(b, member.getInetAddress(), member.getLocalPort());
  }

  /// Addresses differ between processes, so that two runs of this test can share a machine.
  private static InetAddress address(int last) throws IOException {
    long pid = ProcessHandle.current().pid();
    return InetAddress.getByAddress(
        new byte[] {127, (byte) (30 + (pid >> 8) % 90), (byte) pid, (byte) last});
  }

  @BeforeEach
  void answer() {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Socket socket = member.accept();
                  byte[] all = socket.getInputStream().readAllBytes();
                  socket.getOutputStream().write(all);
                  socket.close();
                }
              } catch (IOException e) {
                // Closed.
              }
            });
  }

  @AfterEach
  void close() throws IOException {
    acceptor.close();
    member.close();
    nodes.close();
  }

  private static InetSocketAddress forwarded() throws IOException {
    return new InetSocketAddress(address(3), 5701);
  }

  private static byte[] exchange(InetSocketAddress at, byte[] sent) throws IOException {
    try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(sent);
      socket.shutdownOutput();
      return socket.getInputStream().readAllBytes();
    }
  }

  @Test
  void carriesAConnectionWithBothItsEnds() throws IOException {
    byte[] sent = new byte[700_000];
    sent[699_999] = 7;
    try (ForwardedPeer peer = ForwardedPeer.start(a, B, forwarded())) {
      assertEquals(forwarded().getAddress(), peer.address());
      assertArrayEquals(sent, exchange(forwarded(), sent));
    }
    assertThrows(ConnectException.class, () -> exchange(forwarded(), sent));
  }

  @Test
  void closesTheConnectionWhenThePeerOrItsMemberIsNotThere() throws IOException {
    try (ForwardedPeer _ = ForwardedPeer.start(a, B, forwarded())) {
      member.close();
      assertEquals(0, readWhatComes());
      b.close();
      assertEquals(0, readWhatComes());
    }
  }

  /// A frozen daemon: the kernel takes connections in its place, and nobody says a word.
  @Test
  void closesTheConnectionSoonerThanTheMeshGivesUpAPeerThatIsSilent() throws IOException {
    Patience endless = TestNodes.QUICK.opening(Duration.ofMinutes(5), Duration.ofMinutes(5));
    Mesh patient = nodes.start(nodes.credentials('c', NodeRole.WORKER), endless);
    try (ServerSocket frozen = new ServerSocket(0, 5, address(5));
        ForwardedPeer _ = ForwardedPeer.start(patient, B, forwarded())) {
      patient.peers(Map.of(B, (InetSocketAddress) frozen.getLocalSocketAddress()));
      assertEquals(0, readWhatComes());
    }
  }

  /// Without having sent anything: nothing but the forwarder's own knowledge can end it.
  private static int readWhatComes() throws IOException {
    try (Socket socket = new Socket(forwarded().getAddress(), forwarded().getPort())) {
      socket.setSoTimeout(30_000);
      return socket.getInputStream().readAllBytes().length;
    }
  }

  @Test
  void takesOverAnAddressOnceItIsFree() throws Exception {
    ServerSocket other = new ServerSocket(5701, 5, address(3));
    try (ForwardedPeer _ = ForwardedPeer.start(a, B, forwarded())) {
      other.close();
      byte[] sent = {1, 2, 3};
      boolean carried = false;
      for (int i = 0; i < 300 && !carried; i++) {
        Thread.sleep(100);
        try {
          carried = exchange(forwarded(), sent).length == 3;
        } catch (ConnectException e) {
          // Not bound yet.
        }
      }
      assertArrayEquals(sent, exchange(forwarded(), sent));
    }
  }

  @Test
  void leavesAloneTheAddressesOfMembersInTheSameNamespace() throws IOException {
    InetAddress theirs = address(4);
    acceptor.members(Map.of(TestNodes.id('a'), theirs));
    assertThrows(ConnectException.class, () -> new Socket(theirs, member.getLocalPort()).close());
  }
}
