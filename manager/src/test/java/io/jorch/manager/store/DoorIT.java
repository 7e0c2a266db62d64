package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nobody without a manager's certificate gets anything out of a member's port: not the servers'
/// service, not the clients', not the administrators'.
class DoorIT {
  private static final Key WEB = new Key("stack", "web");

  @TempDir Path directory;
  private Ensemble group;

  @BeforeEach
  void oneMember() {
    group = Ensemble.of(directory, "a");
  }

  @AfterEach
  void close() {
    group.close();
  }

  private PeerRpc visitor(PeerTls tls) {
    PeerRpc rpc =
        new PeerRpc(
            new GrpcFactory(GrpcSettings.parameters(tls)),
            RaftGroupId.valueOf(group.get("a").group()),
            Duration.ofSeconds(5));
    rpc.know(List.of(Division.peer(group.peer("a"))));
    return rpc;
  }

  private RaftPeerId there() {
    return RaftPeerId.valueOf(Ensemble.id("a").value());
  }

  private RaftClientRequest write(PeerRpc rpc) {
    byte[] entry =
        LogRecord.bytes(
            new Ticket(UUID.randomUUID(), 1, 1),
            BinaryForm.of(
                Transaction.begin().put(WEB, Expected.any(), Blob.of("intruder")).build()));
    return RaftClientRequest.newBuilder()
        .setClientId(rpc.client())
        .setServerId(there())
        .setGroupId(RaftGroupId.valueOf(group.get("a").group()))
        .setCallId(CallId.getAndIncrement())
        .setMessage(Message.valueOf(ByteString.copyFrom(entry)))
        .setType(RaftClientRequest.writeRequestType())
        .build();
  }

  private RaftClientRequest reconfiguration(PeerRpc rpc) {
    return new SetConfigurationRequest(
        rpc.client(),
        there(),
        RaftGroupId.valueOf(group.get("a").group()),
        CallId.getAndIncrement(),
        List.of(Division.peer(group.peer("x"))));
  }

  private void nothingWorks(PeerTls tls) {
    try (PeerRpc rpc = visitor(tls)) {
      assertThrows(IOException.class, () -> rpc.ask(there()));
      assertThrows(IOException.class, () -> rpc.send(write(rpc)));
      assertThrows(IOException.class, () -> rpc.send(reconfiguration(rpc)));
    }
    assertTrue(group.get("a").get(WEB).isEmpty());
    assertEquals(List.of(group.peer("a")), group.get("a").members().all());
  }

  @Test
  void aManagersCertificateOpensTheDoor() throws IOException {
    try (PeerRpc rpc = visitor(group.authority().issue("b"))) {
      rpc.ask(there());
      RaftClientReply reply = rpc.send(write(rpc));
      assertTrue(reply.isSuccess());
    }
    assertTrue(group.get("a").get(WEB).isPresent());
  }

  @Test
  void aCertificateOfAnotherAuthorityDoesNot() {
    TestAuthority other = new TestAuthority();
    nothingWorks(other.issue("b", group.authority()));
    nothingWorks(other.issue("b"));
  }

  @Test
  void aRevokedCertificateDoesNot() {
    PeerTls tls = group.authority().issue("b");
    group.authority().revoke("b");
    nothingWorks(tls);
  }

  @Test
  void aCertificateRevokedWhileConnectedSoonDoesNotAnyMore() throws Exception {
    try (PeerRpc rpc = visitor(group.authority().issue("b"))) {
      rpc.ask(there());
      group.authority().revoke("b");
      Ensemble.await(
          "the door to close",
          () -> {
            try {
              rpc.ask(there());
              return false;
            } catch (IOException e) {
              return true;
            }
          });
    }
  }

  @Test
  void noCertificateDoesNot() throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(
        new KeyManager[0],
        new TrustManager[] {group.authority().issue("nobody").trust()},
        new SecureRandom());
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(group.address("a").host(), group.address("a").port())) {
      socket.setSoTimeout(5_000);
      assertThrows(
          IOException.class,
          () -> {
            socket.startHandshake();
            // In TLS 1.3 the client is refused after its own part of the handshake.
            socket
                .getOutputStream()
                .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() < 0) {
              throw new IOException("closed");
            }
          });
    }
  }

  @Test
  void plainTextIsNotSpoken() throws IOException {
    try (Socket socket = new Socket(group.address("a").host(), group.address("a").port())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      // At most a TLS alert (RFC 8446, section 6): type 21.
      assertTrue(answer.length == 0 || answer[0] == 21, "answered " + answer.length + " bytes");
    }
  }

  @Test
  void oldTlsIsNotSpoken() throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    PeerTls tls = group.authority().issue("b");
    context.init(
        new KeyManager[] {tls.key()}, new TrustManager[] {tls.trust()}, new SecureRandom());
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(group.address("a").host(), group.address("a").port())) {
      socket.setSoTimeout(5_000);
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThrows(IOException.class, socket::startHandshake);
    }
  }
}
