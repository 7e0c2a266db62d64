/// The network of one machine's containers. Specs of networks, attachments, published ports and
/// names come in as whole states; bridges, veth pairs, addresses, firewall rules and answers of the
/// embedded DNS server go out. It must not know stacks, services, health or images: who belongs to
/// a name or a port, and when, is decided by the caller.
@NullMarked
package io.jorch.agent.network;

import org.jspecify.annotations.NullMarked;
