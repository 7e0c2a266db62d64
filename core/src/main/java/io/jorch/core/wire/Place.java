package io.jorch.core.wire;

/// Puts the place in the document in front of what went wrong there.
final class Place {
  private Place() {}

  static void within(String step, Runnable reading) {
    try {
      reading.run();
    } catch (Located inner) {
      throw new Located(step + inner.place, inner.problem);
    } catch (WireException | IllegalArgumentException problem) {
      throw new Located(step, problem);
    }
  }

  /// On its way up to the caller, who makes a sentence of it.
  static final class Located extends RuntimeException {
    private static final long serialVersionUID = 1;
    final String place;
    final RuntimeException problem;

    Located(String place, RuntimeException problem) {
      super(problem);
      this.place = place;
      this.problem = problem;
    }
  }
}
