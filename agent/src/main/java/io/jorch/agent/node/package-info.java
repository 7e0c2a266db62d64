/// One node at work: assignments come in, containers with their networks, volumes, names, ports and
/// health checks go out, and what became of each task is reported. Here is only the order in which
/// the other rooms are asked; every decision is in `step`, every kernel call below `linux`.
@NullMarked
package io.jorch.agent.node;

import org.jspecify.annotations.NullMarked;
