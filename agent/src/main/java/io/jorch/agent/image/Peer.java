package io.jorch.agent.image;

import io.jorch.core.model.NodeId;

/// Another node that may have an image.
///
/// @param name for people, such as its hostname
public record Peer(NodeId id, String name, BlobService blobs) {}
