package io.jorch.manager.reconcile;

import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import java.util.Comparator;

/// One slot of a service, or the service as a whole (slot 0).
public record SlotRef(StackName stack, ServiceName service, int slot)
    implements Comparable<SlotRef> {
  private static final Comparator<SlotRef> ORDER =
      Comparator.comparing(SlotRef::stack)
          .thenComparing(SlotRef::service)
          .thenComparingInt(SlotRef::slot);

  public static SlotRef whole(StackName stack, ServiceName service) {
    return new SlotRef(stack, service, 0);
  }

  @Override
  public int compareTo(SlotRef other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return stack + "-" + service + (slot == 0 ? "" : "-" + slot);
  }
}
