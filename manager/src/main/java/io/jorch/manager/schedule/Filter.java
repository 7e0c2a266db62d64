package io.jorch.manager.schedule;

import java.util.List;
import java.util.stream.Stream;

/// One condition that a node must meet, with the words for when it does not.
interface Filter {
  /// In the order of the explanation: a node is counted under the first it fails.
  List<Filter> ALL =
      Stream.of(NodeFilter.values(), NeighbourFilter.values(), RoomFilter.values())
          .<Filter>flatMap(Stream::of)
          .toList();

  /// For scripts, such as `constraint`.
  String word();

  /// Whether it can fail at all for such tasks.
  boolean concerns(Ask ask);

  boolean passes(Ask ask, NodeLoad node);

  /// What is wrong with a node that fails, short, so that many nodes share it: the beginning of a
  /// phrase that ends in `on 3 nodes`.
  String lack(Ask ask, NodeLoad node);

  /// The same with all that is known, as a phrase about this node.
  String explain(Ask ask, NodeLoad node);
}
