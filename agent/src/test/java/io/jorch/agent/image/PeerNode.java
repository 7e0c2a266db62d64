package io.jorch.agent.image;

import io.jorch.core.model.NodeId;
import io.jorch.core.remote.Channel;
import io.jorch.core.remote.Remote;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Another node that serves its images through a socket, and may do so badly.
public final class PeerNode implements AutoCloseable {
  private final Remote remote = new Remote();
  private final ServerSocketChannel listener;
  private final UnixDomainSocketAddress address;
  private final NodeId id;
  private final Thread acceptor;

  /// What it was asked for: `image` with an id, or the digest of a blob.
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /// Changes what it answers.
  interface Mood {
    void blob(BlobService honest, String digest, OutputStream to) throws IOException;
  }

  volatile Mood mood = BlobService::blob;

  /// The image it has in truth when it is asked for another.
  volatile Optional<ImageOffer> offer = Optional.empty();

  public PeerNode(String id, ImageStore store, Path directory) throws IOException {
    this.id = new NodeId(id);
    address = UnixDomainSocketAddress.of(directory.resolve(id + ".sock"));
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
    BlobService honest = new StoredBlobs(store);
    acceptor = Thread.ofVirtual().start(() -> accept(service(honest)));
  }

  private BlobService service(BlobService honest) {
    return new BlobService() {
      @Override
      public Optional<ImageOffer> image(String image) throws IOException {
        asked.add("image " + image);
        return offer.isPresent() ? offer : honest.image(image);
      }

      @Override
      public void blob(String digest, OutputStream to) throws IOException {
        asked.add(digest);
        mood.blob(honest, digest, to);
      }
    };
  }

  private void accept(BlobService service) {
    try {
      while (true) {
        Channel channel = channel(listener.accept());
        Thread.ofVirtual().start(() -> serve(service, channel));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(BlobService service, Channel channel) {
    try {
      remote.serve(BlobService.class, service, channel);
    } catch (IOException e) {
      // its caller is gone
    }
  }

  /// How others reach it.
  public Peer peer() {
    BlobService far =
        remote.client(BlobService.class, id.value(), () -> channel(SocketChannel.open(address)));
    return new Peer(id, id.value(), far);
  }

  private static Channel channel(SocketChannel socket) {
    InputStream in = Channels.newInputStream(socket);
    OutputStream out = Channels.newOutputStream(socket);
    return new Channel() {
      @Override
      public InputStream in() {
        return in;
      }

      @Override
      public OutputStream out() {
        return out;
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }

  /// The socket takes connections until the thread that waits for them has left it.
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
