/// One node at work: assignments come in, containers with their networks, volumes, names, ports and
/// health checks go out, and what became of each task is reported. Here is only the order in which
/// the other rooms are asked; every decision is in `step`, every kernel call below `linux`.
///
/// Names, published ports and the ways to containers elsewhere follow from what this node serves
/// and from the sets in which the other nodes tell what they serve; no manager is in that path, and
/// a node that hears of nobody serves its own. A task that is to be stopped is told as draining
/// first and gets its signal when the others have had a moment to send new connections elsewhere.
@NullMarked
package io.jorch.agent.node;

import org.jspecify.annotations.NullMarked;
