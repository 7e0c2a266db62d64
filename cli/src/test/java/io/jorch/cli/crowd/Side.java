package io.jorch.cli.crowd;

import java.io.IOException;
import java.util.List;

/// An orchestrator on some hosts, the first three of which manage it. One service, whose containers
/// only sleep, runs on all of them.
interface Side extends AutoCloseable {
  String name();

  /// Forms the cluster and makes the image known; the service has one replica for each host then.
  void form() throws Exception;

  /// Asks for so many replicas and returns when the orchestrator says that they run.
  void scale(int replicas) throws Exception;

  /// Moves everything away from a host, by its number, and returns when that is done.
  void drain(int host) throws Exception;

  /// Kills the daemon of a host; its containers go on.
  void kill(int host) throws IOException;

  /// Replicas that run, one word for each: the name of the host, as the orchestrator sees it.
  List<String> running() throws IOException;

  @Override
  void close() throws IOException;
}
