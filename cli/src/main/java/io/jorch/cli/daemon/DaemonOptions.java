package io.jorch.cli.daemon;

import java.nio.file.Path;

/// Where a daemon keeps what, absolute. Two daemons on one machine differ in both directories.
///
/// @param stateDir what must survive: store, images, volumes, logs
/// @param runDir what does not: socket, pid file
public record DaemonOptions(Path stateDir, Path runDir, boolean debug) {}
