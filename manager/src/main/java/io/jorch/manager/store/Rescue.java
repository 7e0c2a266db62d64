package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.server.protocol.TermIndex;

/// Backups, and the two ways to a new group from what is left: a backup or this member's disk.
/// A backup is a header (magic, group, term), the objects as in a snapshot, and a CRC-32C.
final class Rescue {
  private static final long MAGIC = 0x6a6f7263_68626b31L; // "jorchbk1"

  private Rescue() {}

  static Backup backup(UUID group, long term, Snapshot objects, OutputStream raw)
      throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(raw, new CRC32C());
    DataOutputStream out = new DataOutputStream(checked);
    out.writeLong(MAGIC);
    out.writeLong(group.getMostSignificantBits());
    out.writeLong(group.getLeastSignificantBits());
    out.writeLong(term);
    SnapshotFile.write(out, objects);
    int sum = (int) checked.getChecksum().getValue();
    out.writeInt(sum);
    out.flush();
    return described(group, objects, sum);
  }

  private static Backup described(UUID group, Snapshot objects, int sum) {
    return new Backup(group, objects.version(), objects.size(), HexFormat.of().toHexDigits(sum));
  }

  static Backup restore(StateDirectory directory, Topology topology, InputStream raw)
      throws IOException {
    if (directory.identity().isPresent()) {
      throw new StoreException(
          "cannot restore into "
              + directory.path()
              + ": there is a store already; move the directory away first");
    }
    CheckedInputStream checked = new CheckedInputStream(raw, new CRC32C());
    DataInputStream in = new DataInputStream(checked);
    try {
      if (in.readLong() != MAGIC) {
        throw new IOException("it is not a backup of a store");
      }
      UUID from = new UUID(in.readLong(), in.readLong());
      long term = in.readLong();
      Snapshot objects = SnapshotFile.objects(in);
      int sum = (int) checked.getChecksum().getValue();
      if (in.readInt() != sum) {
        throw new IOException("its checksum does not match");
      }
      begin(directory, topology, objects, TermIndex.valueOf(term, objects.version()));
      return described(from, objects, sum);
    } catch (EOFException e) {
      throw new IOException("it ends too early", e);
    } catch (IllegalArgumentException | NegativeArraySizeException | OutOfMemoryError e) {
      throw new IOException("it is damaged: " + e.getMessage(), e);
    }
  }

  static Recovery recover(StateDirectory directory, Topology topology) throws IOException {
    Identity before =
        directory
            .identity()
            .orElseThrow(
                () ->
                    new StoreException(
                        "cannot recover from "
                            + directory.path()
                            + ": there is no store; restore a backup instead"));
    DiskState state =
        Files.isDirectory(directory.group(before.group()))
            ? DiskState.read(directory.group(before.group()))
            : new DiskState(Image.empty(), TermIndex.valueOf(0, -1), 0, List.of());
    Snapshot objects = state.image().objects();
    long index = Math.max(state.at().getIndex(), objects.version());
    UUID group = begin(directory, topology, objects, TermIndex.valueOf(state.term(), index));
    return new Recovery(
        group, before.group(), objects.version(), objects.size(), left(state.peers(), before));
  }

  private static List<Peer> left(List<RaftPeerProto> peers, Identity before) {
    return peers.stream()
        .filter(peer -> !peer.getAddress().isEmpty())
        .map(
            peer ->
                new Peer(
                    new NodeId(peer.getId().toStringUtf8()), PeerAddress.parse(peer.getAddress())))
        .filter(peer -> before.seat().map(seat -> !seat.node().equals(peer.id())).orElse(true))
        .sorted(Comparator.comparing(Peer::id))
        .toList();
  }

  /// A new group of this member alone, far above everything that may have been handed out.
  private static UUID begin(
      StateDirectory directory, Topology topology, Snapshot objects, TermIndex last)
      throws IOException {
    UUID group = UUID.randomUUID();
    TermIndex at =
        TermIndex.valueOf(last.getTerm() + NewGroup.LEAP, last.getIndex() + NewGroup.LEAP);
    NewGroup.write(directory, group, new Image(objects, new Sessions()), at, at.getTerm());
    directory.become(
        switch (topology) {
          case Topology.Alone alone -> Identity.alone(group);
          case Topology.Member member -> Identity.member(group, member.self(), true);
        });
    return group;
  }
}
