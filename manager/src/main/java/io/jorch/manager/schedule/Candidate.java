package io.jorch.manager.schedule;

/// A node with the figures it is compared by, the most important first.
///
/// @param against how much it goes against what is preferred
/// @param crowded its machine is nearly used up
/// @param ofGroup tasks of the service
/// @param busy how busy its machine is, with what was placed a moment ago
/// @param total tasks of all services
/// @param away it would have to fetch the image
record Candidate(
    int against, boolean crowded, int ofGroup, int busy, int total, boolean away, NodeLoad load)
    implements Comparable<Candidate> {

  static Candidate of(Ask ask, NodeLoad load, Images images) {
    return new Candidate(
        ask.neighbours().isEmpty() ? 0 : ask.against(load),
        load.crowded(),
        ask.own().on(load),
        load.busy(),
        load.total(),
        away(ask, load, images),
        load);
  }

  static boolean away(Ask ask, NodeLoad load, Images images) {
    return ask.needs().image().isPresent()
        && !images.on(load.state().id(), ask.needs().image().get());
  }

  @Override
  public int compareTo(Candidate other) {
    int order = Integer.compare(against, other.against);
    if (order == 0) order = Boolean.compare(crowded, other.crowded);
    if (order == 0) order = Integer.compare(ofGroup, other.ofGroup);
    if (order == 0) order = Integer.compare(busy, other.busy);
    if (order == 0) order = Integer.compare(total, other.total);
    if (order == 0) order = Boolean.compare(away, other.away);
    return order == 0 ? load.state().id().compareTo(other.load.state().id()) : order;
  }
}
