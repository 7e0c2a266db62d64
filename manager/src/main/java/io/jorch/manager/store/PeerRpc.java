package io.jorch.manager.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupInfoReply;
import org.apache.ratis.protocol.GroupInfoRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;

/// Asks other members, each request once. Blocks: to be used on virtual threads.
final class PeerRpc implements AutoCloseable {
  private static final long RENEWAL_NANOS = Duration.ofMillis(200).toNanos();

  private final ClientId client = ClientId.randomId();
  private final RaftGroupId group;
  private final RaftClientRpc rpc;
  private final Map<RaftPeerId, Long> renewed = new ConcurrentHashMap<>();

  /// @param timeout after which a request has failed, whatever became of it
  PeerRpc(GrpcFactory factory, RaftGroupId group, Duration timeout) {
    this.group = group;
    RaftProperties properties = new RaftProperties();
    GrpcSettings.sizes(properties);
    RaftClientConfigKeys.Rpc.setRequestTimeout(properties, GrpcSettings.millis(timeout.toMillis()));
    this.rpc = factory.newRaftClientRpc(client, properties);
  }

  ClientId client() {
    return client;
  }

  void know(Collection<RaftPeer> peers) {
    rpc.addRaftPeers(List.copyOf(peers));
  }

  /// @throws IOException when no answer came; the request may have been heard
  RaftClientReply send(RaftClientRequest request) throws IOException {
    try {
      return rpc.sendRequest(request);
    } catch (IOException | StatusRuntimeException e) {
      renew(request.getServerId(), e);
      throw e instanceof StatusRuntimeException raw
          ? GrpcUtil.unwrapException(raw)
          : (IOException) e;
    }
  }

  /// A channel that failed waits for minutes before it tries again: take a new one, once for all
  /// the requests that failed with it.
  private void renew(RaftPeerId peer, Exception reason) {
    long now = System.nanoTime();
    long last = renewed.merge(peer, now, (old, next) -> next - old > RENEWAL_NANOS ? next : old);
    if (last == now) {
      rpc.handleException(peer, reason, true);
    }
  }

  GroupInfoReply ask(RaftPeerId peer) throws IOException {
    RaftClientReply reply =
        send(new GroupInfoRequest(client, peer, group, CallId.getAndIncrement()));
    if (reply.getException() != null) {
      throw reply.getException();
    }
    return (GroupInfoReply) reply;
  }

  @Override
  public void close() {
    try {
      rpc.close();
    } catch (IOException e) {
      // Nothing is under way any more, and there is nobody to tell.
    }
  }
}
