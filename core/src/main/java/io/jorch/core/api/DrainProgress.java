package io.jorch.core.api;

import java.util.List;

/// How far a node is from being drained: one element of a stream that ends with the first whose
/// `moving` is empty.
///
/// @param moving tasks that are on their way elsewhere, and what each waits for
/// @param staying tasks that stay, and why
public record DrainProgress(String node, List<Item> moving, List<Item> staying) {
  /// One task of the node.
  public record Item(String task, String name, String detail) {}
}
