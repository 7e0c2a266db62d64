package io.jorch.core.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactSerializer;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs where the entry is: sets it unless what is there is as new or newer.
final class PutIfNewer implements EntryProcessor<String, Envelope, Boolean> {
  private static final long serialVersionUID = 1;

  private final transient Envelope offered;

  PutIfNewer(Envelope offered) {
    this.offered = offered;
  }

  @Override
  public Boolean process(Map.Entry<String, Envelope> entry) {
    @Nullable Envelope there = entry.getValue();
    boolean newer = there == null || there.stamp() < offered.stamp();
    if (newer) {
      entry.setValue(offered);
    }
    return newer;
  }

  /// Takes the place of Java serialisation.
  static final class Form implements CompactSerializer<PutIfNewer> {
    @Override
    public PutIfNewer read(CompactReader in) {
      @Nullable Envelope offered = in.readCompact("offered");
      if (offered == null) {
        throw new IllegalStateException("a write to a shared map arrived without its value");
      }
      return new PutIfNewer(offered);
    }

    @Override
    public void write(CompactWriter out, PutIfNewer write) {
      out.writeCompact("offered", write.offered);
    }

    @Override
    public String getTypeName() {
      return "jorch.put-if-newer";
    }

    @Override
    public Class<PutIfNewer> getCompactClass() {
      return PutIfNewer.class;
    }
  }
}
