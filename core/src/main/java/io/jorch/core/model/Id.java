package io.jorch.core.model;

/// An identifier that is text on every wire: its JSON form is the bare string.
public sealed interface Id
    permits NetworkName, NodeId, ServiceName, SpecHash, StackName, TaskId, VolumeName {
  String value();
}
