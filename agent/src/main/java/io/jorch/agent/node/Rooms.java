package io.jorch.agent.node;

import io.jorch.agent.build.RunStep;
import io.jorch.agent.container.ContainerRuntime;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.cgroup.Cgroups;
import io.jorch.agent.network.AgentNetwork;
import io.jorch.agent.volume.Volumes;
import java.nio.file.Path;

/// The other rooms of this node, opened.
///
/// @param tasks directory that holds one directory for each task
record Rooms(
    Poller poller,
    ImageStore images,
    Volumes volumes,
    AgentNetwork network,
    Cgroups cgroups,
    ContainerRuntime runtime,
    RunStep buildRuns,
    Path tasks) {}
