package io.jorch.agent.linux.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The number of the rules that nftables has in force (nfnetlink, linux/netfilter/nf_tables.h): one
/// more with each transaction of any program in the network namespace. Asking costs one message.
public final class RulesGeneration {
  private static final int GET = 10 << 8 | 16;
  private static final int FIXED_PART = 4;
  private static final int ID = 1;

  private RulesGeneration() {}

  public static int now(NetlinkSocket netfilter) throws IOException {
    NetlinkRequest question =
        new MessageWriter(GET, 0).u8(0).u8(0).u16(0).request("ask for the firewall's generation");
    for (ByteBuffer answer : netfilter.ask(question)) {
      var id = new Attributes(answer.duplicate().position(FIXED_PART)).bytes(ID);
      if (id.isPresent()) return id.get().order(ByteOrder.BIG_ENDIAN).getInt();
    }
    throw new IOException("ask for the firewall's generation: the kernel's answer has none");
  }
}
