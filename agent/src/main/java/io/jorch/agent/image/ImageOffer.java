package io.jorch.agent.image;

import java.util.List;

/// What a node says of an image that it has.
///
/// @param manifest digest of its manifest
/// @param references its names there
public record ImageOffer(String manifest, List<String> references) {}
