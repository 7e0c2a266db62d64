package io.jorch.manager.store;

import java.util.List;

/// The whole replicated state at one point of the log.
record Image(Snapshot objects, Sessions sessions) {
  static Image empty() {
    return new Image(Snapshot.EMPTY, new Sessions());
  }

  /// What a log entry does to it: the same on each member.
  ///
  /// @param index of the entry, which becomes the version of what it puts
  Step step(LogRecord entry, long index) {
    Sessions.Verdict verdict =
        entry.ticket().map(sessions::judge).orElseGet(Sessions.Verdict.Fresh::new);
    return switch (verdict) {
      case Sessions.Verdict.Fresh none -> fresh(entry, index);
      case Sessions.Verdict.Answered known -> unchanged(BinaryForm.of(known.outcome()));
      case Sessions.Verdict.Forgotten gone -> unchanged(BinaryForm.forgotten());
    };
  }

  private Step fresh(LogRecord entry, long index) {
    Snapshot.Applied applied = objects.apply(entry.transaction(), index);
    entry.ticket().ifPresent(ticket -> sessions.remember(ticket, applied.outcome()));
    return new Step(
        new Image(applied.after(), sessions),
        applied.changes(),
        Blob.of(BinaryForm.of(applied.outcome())));
  }

  private Step unchanged(byte[] reply) {
    return new Step(this, List.of(), Blob.of(reply));
  }

  /// @param reply what the one that asked is told, in binary form
  record Step(Image after, List<Change> changes, Blob reply) {}
}
