package io.jorch.manager.store;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Grpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;
import org.jspecify.annotations.Nullable;

/// Judges peers again while they are connected: a handshake happens once, and a member that is
/// turned out must fall silent also on the connections it has. Each message of each call is let in
/// only if its sender was judged within the last second to be one that stays.
final class Doorman implements ServerInterceptor, GrpcServices.Customizer {
  private static final long VALID_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MANY = 64;

  private final PeerTls.Stay stay;
  private final Map<X509Certificate, Long> accepted = new ConcurrentHashMap<>();

  Doorman(PeerTls.Stay stay) {
    this.stay = stay;
  }

  @Override
  public NettyServerBuilder customize(
      NettyServerBuilder builder, EnumSet<GrpcServices.Type> services) {
    return builder.intercept(this);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    X509Certificate[] chain = chain(call);
    if (!welcome(chain)) {
      refuse(call);
      return new ServerCall.Listener<>() {};
    }
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        if (welcome(chain)) {
          super.onMessage(message);
        } else {
          refuse(call);
        }
      }
    };
  }

  private static void refuse(ServerCall<?, ?> call) {
    call.close(Status.UNAUTHENTICATED.withDescription("not one of the managers"), new Metadata());
  }

  /// Empty when the connection has none, which TLS does not let happen.
  private static X509Certificate[] chain(ServerCall<?, ?> call) {
    @Nullable SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    try {
      return session != null && session.getPeerCertificates() instanceof X509Certificate[] chain
          ? chain
          : new X509Certificate[0];
    } catch (SSLPeerUnverifiedException e) {
      return new X509Certificate[0];
    }
  }

  private boolean welcome(X509Certificate[] chain) {
    if (chain.length == 0) {
      return false;
    }
    long now = System.nanoTime();
    @Nullable Long last = accepted.get(chain[0]);
    return (last != null && now - last < VALID_NANOS) || judged(chain, now);
  }

  private boolean judged(X509Certificate[] chain, long now) {
    try {
      stay.judge(chain);
    } catch (CertificateException e) {
      accepted.remove(chain[0]);
      return false;
    }
    if (accepted.size() >= MANY) {
      accepted.clear();
    }
    accepted.put(chain[0], now);
    return true;
  }
}
