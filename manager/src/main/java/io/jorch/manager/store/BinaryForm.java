package io.jorch.manager.store;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// How transactions and their outcomes are written into the Raft log. The first byte is the
/// version of the form: logs outlive the program that wrote them.
final class BinaryForm {
  private static final int FORM = 1;
  private static final int PUT = 1;
  private static final int DELETE = 2;
  private static final int CHECK = 3;
  private static final int ANY = 0;
  private static final int ABSENT = 1;
  private static final int EXACTLY = 2;
  private static final int COMMITTED = 1;
  private static final int CONFLICT = 2;
  private static final int FORGOTTEN = 3;

  private BinaryForm() {}

  static byte[] of(Transaction transaction) {
    return bytes(
        out -> {
          out.writeInt(transaction.operations().size());
          for (Operation operation : transaction.operations()) {
            write(out, operation);
          }
        });
  }

  static Transaction transaction(InputStream bytes) throws IOException {
    DataInputStream in = opened(bytes);
    int count = in.readInt();
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      operations.add(operation(in));
    }
    return new Transaction(operations);
  }

  static byte[] of(Outcome outcome) {
    return bytes(
        out -> {
          switch (outcome) {
            case Outcome.Committed committed -> {
              out.writeByte(COMMITTED);
              out.writeLong(committed.version());
            }
            case Outcome.Conflict conflict -> {
              out.writeByte(CONFLICT);
              write(out, conflict.key());
              write(out, conflict.expected());
              out.writeLong(conflict.actual().orElse(-1));
            }
          }
        });
  }

  /// Instead of an outcome: the request came too late to happen.
  static byte[] forgotten() {
    return bytes(out -> out.writeByte(FORGOTTEN));
  }

  static Outcome outcome(InputStream bytes) throws IOException {
    DataInputStream in = opened(bytes);
    int type = in.readByte();
    return switch (type) {
      case COMMITTED -> new Outcome.Committed(in.readLong());
      case CONFLICT -> {
        Key key = key(in);
        Expected expected = expected(in);
        long actual = in.readLong();
        yield new Outcome.Conflict(
            key, expected, actual < 0 ? OptionalLong.empty() : OptionalLong.of(actual));
      }
      case FORGOTTEN -> throw new IOException("the log met it only after it was given up");
      default -> throw new IOException("unknown outcome type " + type);
    };
  }

  static void write(DataOutput out, Key key) throws IOException {
    write(out, key.kind().getBytes(StandardCharsets.UTF_8));
    write(out, key.name().getBytes(StandardCharsets.UTF_8));
  }

  static Key key(DataInput in) throws IOException {
    String kind = new String(array(in), StandardCharsets.UTF_8);
    return new Key(kind, new String(array(in), StandardCharsets.UTF_8));
  }

  static void write(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] array(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static void write(DataOutput out, Operation operation) throws IOException {
    out.writeByte(
        switch (operation) {
          case Operation.Put put -> PUT;
          case Operation.Delete delete -> DELETE;
          case Operation.Check check -> CHECK;
        });
    write(out, operation.key());
    write(out, operation.expected());
    if (operation instanceof Operation.Put put) {
      write(out, put.value().bytes());
    }
  }

  private static Operation operation(DataInput in) throws IOException {
    int type = in.readByte();
    Key key = key(in);
    Expected expected = expected(in);
    return switch (type) {
      case PUT -> new Operation.Put(key, expected, Blob.of(array(in)));
      case DELETE -> new Operation.Delete(key, expected);
      case CHECK -> new Operation.Check(key, expected);
      default -> throw new IOException("unknown operation type " + type);
    };
  }

  private static void write(DataOutput out, Expected expected) throws IOException {
    switch (expected) {
      case Expected.Any any -> out.writeByte(ANY);
      case Expected.Absent absent -> out.writeByte(ABSENT);
      case Expected.Exactly exactly -> {
        out.writeByte(EXACTLY);
        out.writeLong(exactly.version());
      }
    }
  }

  private static Expected expected(DataInput in) throws IOException {
    int type = in.readByte();
    return switch (type) {
      case ANY -> Expected.any();
      case ABSENT -> Expected.absent();
      case EXACTLY -> Expected.exactly(in.readLong());
      default -> throw new IOException("unknown expectation type " + type);
    };
  }

  private static DataInputStream opened(InputStream bytes) throws IOException {
    DataInputStream in = new DataInputStream(bytes);
    int form = in.readByte();
    if (form != FORM) {
      throw new IOException(
          "the entry is written in form " + form + ", this program knows form " + FORM);
    }
    return in;
  }

  private interface Body {
    void write(DataOutput out) throws IOException;
  }

  private static byte[] bytes(Body body) {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(buffer)) {
      out.writeByte(FORM);
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return buffer.toByteArray();
  }
}
