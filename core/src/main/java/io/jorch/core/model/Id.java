package io.jorch.core.model;

/// An identifier that is text on every wire: its JSON form is the bare string.
///
/// Its records write out `equals` and `hashCode`: those a record gets by itself are linked by code
/// generated at run time, which no AOT cache keeps and every command would wait for.
public sealed interface Id
    permits NetworkName, NodeId, ServiceName, SpecHash, StackName, TaskId, VolumeName {
  String value();
}
