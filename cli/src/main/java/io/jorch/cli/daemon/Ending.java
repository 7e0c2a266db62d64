package io.jorch.cli.daemon;

/// How a daemon's parts come to their end.
interface Ending {
  /// The process ends.
  void end();

  /// The parts end and start anew in the same process, as what is on disk then says.
  void startAnew();
}
