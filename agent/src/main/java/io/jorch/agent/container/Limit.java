package io.jorch.agent.container;

/// A resource limit of getrlimit(2); -1 stands for unlimited.
public record Limit(Resource resource, long soft, long hard) {

  /// With the numbers of include/uapi/asm-generic/resource.h.
  public enum Resource {
    CPU(0),
    FSIZE(1),
    DATA(2),
    STACK(3),
    CORE(4),
    RSS(5),
    NPROC(6),
    NOFILE(7),
    MEMLOCK(8),
    AS(9),
    LOCKS(10),
    SIGPENDING(11),
    MSGQUEUE(12),
    NICE(13),
    RTPRIO(14),
    RTTIME(15);

    private final int number;

    Resource(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }
}
