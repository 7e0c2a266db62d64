package io.jorch.manager.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// A snapshot on disk: header, objects, sessions, CRC-32C of everything before it. A file under its
/// final name is whole: it is written beside, fsynced, and renamed. Files of earlier versions end
/// behind their objects.
final class SnapshotFile {
  private static final long OBJECTS_ONLY = 0x6a6f7263_68736e31L; // "jorchsn1"
  private static final long MAGIC = 0x6a6f7263_68736e32L; // "jorchsn2"

  private SnapshotFile() {}

  static void write(Path file, Image image) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileOutputStream raw = new FileOutputStream(beside.toFile())) {
      CheckedOutputStream checked =
          new CheckedOutputStream(new BufferedOutputStream(raw, 1 << 16), new CRC32C());
      DataOutputStream out = new DataOutputStream(checked);
      out.writeLong(MAGIC);
      write(out, image.objects());
      image.sessions().write(out);
      out.writeInt((int) checked.getChecksum().getValue());
      out.flush();
      raw.getChannel().force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory(file);
  }

  static Image read(Path file) throws IOException {
    try (CheckedInputStream checked =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32C())) {
      DataInputStream in = new DataInputStream(checked);
      long magic = in.readLong();
      if (magic != MAGIC && magic != OBJECTS_ONLY) {
        throw new IOException(file + " is not a snapshot of this store");
      }
      Snapshot objects = objects(in);
      Sessions sessions = magic == MAGIC ? Sessions.read(in) : new Sessions();
      int calculated = (int) checked.getChecksum().getValue();
      if (in.readInt() != calculated || in.read() != -1) {
        throw new IOException(file + " is damaged: its checksum does not match");
      }
      return new Image(objects, sessions);
    } catch (java.io.EOFException e) {
      throw new IOException(file + " is damaged: it ends too early", e);
    } catch (IllegalArgumentException | NegativeArraySizeException | OutOfMemoryError e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /// Version, number of objects, objects.
  static void write(DataOutputStream out, Snapshot snapshot) throws IOException {
    out.writeLong(snapshot.version());
    out.writeInt(snapshot.size());
    try {
      snapshot.forEach(object -> write(out, object));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(DataOutputStream out, Versioned object) {
    try {
      BinaryForm.write(out, object.key());
      out.writeLong(object.version());
      BinaryForm.write(out, object.value().bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Snapshot objects(DataInputStream in) throws IOException {
    long version = in.readLong();
    int count = in.readInt();
    List<Versioned> objects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Key key = BinaryForm.key(in);
      long written = in.readLong();
      objects.add(new Versioned(key, Blob.of(BinaryForm.array(in)), written));
    }
    return Snapshot.of(objects, version);
  }

  /// A rename is only durable once its directory is (rename(2), fsync(2)).
  static void forceDirectory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
