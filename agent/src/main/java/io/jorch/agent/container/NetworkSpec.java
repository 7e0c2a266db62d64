package io.jorch.agent.container;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Path;

/// In which network namespace the container lives.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NetworkSpec.Host.class, name = "host"),
  @JsonSubTypes.Type(value = NetworkSpec.Own.class, name = "own"),
  @JsonSubTypes.Type(value = NetworkSpec.Joined.class, name = "joined")
})
public sealed interface NetworkSpec {
  /// The machine's.
  record Host() implements NetworkSpec {}

  /// A new one with nothing but loopback, which ends with the container.
  record Own() implements NetworkSpec {}

  /// A prepared one: the path of a namespace file, also `/proc/PID/fd/N` or `/proc/PID/ns/net`.
  record Joined(Path namespace) implements NetworkSpec {}
}
