package io.jorch.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a service's image is made (compose's `build`); paths are absolute on the machine that
/// holds the file.
///
/// @param dockerfile path relative to `context`, or absolute
/// @param dockerfileInline the Dockerfile's text instead of a file
/// @param additionalContexts name to absolute directory or `docker-image://REFERENCE`
public record BuildSpec(
    String context,
    Optional<String> dockerfile,
    Optional<String> dockerfileInline,
    Map<String, String> args,
    Optional<String> target,
    Map<String, String> additionalContexts,
    Map<String, String> labels,
    List<String> tags,
    boolean noCache,
    boolean pull) {}
