package io.jorch.manager.control;

import io.jorch.core.node.NodeService;
import java.util.Optional;
import java.util.function.Supplier;

/// The parts of this room, put together.
///
/// @param node the node whose images and volumes requests mean; empty until one has joined
/// @param shutDown ends the daemon
record ControlRoom(
    Stacks stacks,
    ControlLoop loop,
    Changes changes,
    Progresses progresses,
    Histories histories,
    NodeDesk nodes,
    Listings listings,
    Inspection inspection,
    OneOffs oneOffs,
    Reach reach,
    LogStreams logs,
    StatsStreams stats,
    VolumeBook volumes,
    EventLog events,
    InfoDesk info,
    Supplier<Optional<NodeService>> node,
    Runnable shutDown) {}
