/// The network of one machine's containers, and its part of the networks between machines. Specs of
/// networks, attachments, published ports, names and the places of containers elsewhere come in as
/// whole states; bridges, veth pairs, VXLAN devices with their entries, addresses, firewall rules
/// and answers of the embedded DNS server go out. It must not know stacks, services, health or
/// images: who belongs to a name or a port, and when, is decided by the caller.
///
/// A network's subnet is on-link everywhere. Each machine gives out addresses of its own slices of
/// it; the first is the machine's own, held by the bridge, its containers' gateway. Hardware
/// addresses follow from IP addresses, so one pair (address, machine) is all there is to know of a
/// container elsewhere: the VXLAN device learns nothing, floods nothing, and answers for all
/// addresses it was told of. Broadcast and multicast stay on their machine. A published port whose
/// backend is elsewhere is forwarded in the name of the machine's own address, for the answer to
/// come back the same way; local backends see the client's address.
@NullMarked
package io.jorch.agent.network;

import org.jspecify.annotations.NullMarked;
