/// The kernel's network seam: rtnetlink and conntrack requests as bytes, nftables transactions as
/// text, network namespaces as descriptors. Values come in, kernel objects and sockets go out. It
/// must not know what a network, a container or a published port is.
@NullMarked
package io.jorch.agent.linux.net;

import org.jspecify.annotations.NullMarked;
