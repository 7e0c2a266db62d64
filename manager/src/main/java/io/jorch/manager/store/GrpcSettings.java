package io.jorch.manager.store;

import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys.LeaderElection;
import org.apache.ratis.server.RaftServerConfigKeys.Log;
import org.apache.ratis.server.RaftServerConfigKeys.Rpc;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslProvider;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/// How members talk and how long they wait for each other. Ratis has services for servers, clients
/// and administrators; left to themselves the last two share the first one's port and TLS.
final class GrpcSettings {
  /// Without a sign of the leader for so long, a member stands for election. A busy machine with
  /// two cores stops for some 300 ms at times.
  static final int ELECTION_MIN_MILLIS = 600;

  /// A leader without a majority for so long gives up.
  static final int ELECTION_MAX_MILLIS = 1000;

  private GrpcSettings() {}

  static void apply(RaftProperties properties, Topology.Member member) {
    RaftConfigKeys.Rpc.setType(properties, new MeshPeers());
    GrpcConfigKeys.Server.setHost(properties, member.bind().host());
    GrpcConfigKeys.Server.setPort(properties, member.bind().port());
    sizes(properties);
    timing(properties);
  }

  /// Shared with clients: both sides must agree on how large a message may be.
  static void sizes(RaftProperties properties) {
    GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.valueOf("8MB"));
    GrpcConfigKeys.Server.setAsyncRequestThreadPoolSize(properties, 8);
    Log.Appender.setSnapshotChunkSizeMax(properties, SizeInBytes.valueOf("1MB"));
  }

  private static void timing(RaftProperties properties) {
    Rpc.setTimeoutMin(properties, millis(ELECTION_MIN_MILLIS));
    Rpc.setTimeoutMax(properties, millis(ELECTION_MAX_MILLIS));
    Rpc.setFirstElectionTimeoutMin(properties, millis(300));
    Rpc.setFirstElectionTimeoutMax(properties, millis(ELECTION_MIN_MILLIS));
    Rpc.setRequestTimeout(properties, millis(1500));
    // The default lets a leader that lost its majority stay out of elections for ten seconds,
    // also when the others come back at once.
    LeaderElection.setLeaderStepDownWaitTime(properties, millis(1000));
    LeaderElection.setPreVote(properties, true);
    RaftServerConfigKeys.setStagingTimeout(properties, millis(10_000));
    // A member that comes back is found quickly, however long it was away.
    Log.Appender.setRetryPolicy(properties, "20ms,10, 250ms,20, 1s,1000000000");
  }

  static TimeDuration millis(long millis) {
    return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
  }

  /// TLS for all three services in both directions, by the JDK, which asks for the key at each
  /// handshake.
  static Parameters parameters(PeerTls tls) {
    Parameters parameters = new Parameters();
    GrpcTlsConfig config =
        GrpcTlsConfig.newBuilder()
            .setMutualTls(true)
            .setKeyManager(tls.key())
            .setTrustManager(tls.trust())
            .setSslProvider(SslProvider.JDK)
            .setProtocols("TLSv1.3")
            .build();
    GrpcConfigKeys.TLS.setConf(parameters, config);
    GrpcConfigKeys.Server.setTlsConf(parameters, config);
    GrpcConfigKeys.Admin.setTlsConf(parameters, config);
    GrpcConfigKeys.Client.setTlsConf(parameters, config);
    GrpcConfigKeys.Server.setServicesCustomizer(parameters, new Doorman(tls.stay()));
    return parameters;
  }
}
