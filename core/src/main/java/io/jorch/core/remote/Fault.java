package io.jorch.core.remote;

/// A failure on its way to the caller.
///
/// @param kind of exception: the name of an [ErrorForm], or one of the constants
record Fault(String kind, String detail, String message) {
  /// An exception whose message is a sentence for the user.
  static final String TOLD = "told";

  /// Something that nobody expected; the message is for experts.
  static final String UNEXPECTED = "unexpected";

  /// The serving side does not know the method, or not its arguments.
  static final String UNKNOWN = "unknown";
}
