package io.jorch.core.remote;

/// Opens a call.
///
/// @param version of the frames' meaning
/// @param type simple name of the interface
/// @param method name of the [Signature]
record Request(int version, String type, String method) {
  static final int VERSION = 1;
}
