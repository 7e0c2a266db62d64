package io.jorch.core.cluster;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactSerializer;
import com.hazelcast.nio.serialization.compact.CompactWriter;

/// How a value travels and lies in a shared map: its JSON, its stamp, and a random mark of the
/// write that made it, by which a member recognises a value it has already decoded.
final class Envelope {
  private final long stamp;
  private final long mark;
  private final byte[] json;

  Envelope(long stamp, long mark, byte[] json) {
    this.stamp = stamp;
    this.mark = mark;
    this.json = json;
  }

  long stamp() {
    return stamp;
  }

  long mark() {
    return mark;
  }

  byte[] json() {
    return json;
  }

  /// Explicit, so that members of different versions agree on the form.
  static final class Form implements CompactSerializer<Envelope> {
    @Override
    public Envelope read(CompactReader in) {
      byte[] json = in.readArrayOfInt8("json");
      return new Envelope(
          in.readInt64("stamp"), in.readInt64("mark"), json == null ? new byte[0] : json);
    }

    @Override
    public void write(CompactWriter out, Envelope envelope) {
      out.writeInt64("stamp", envelope.stamp);
      out.writeInt64("mark", envelope.mark);
      out.writeArrayOfInt8("json", envelope.json);
    }

    @Override
    public String getTypeName() {
      return "jorch.envelope";
    }

    @Override
    public Class<Envelope> getCompactClass() {
      return Envelope.class;
    }
  }
}
