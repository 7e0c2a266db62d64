/// Images on this node: registries, archives, other nodes and finished builds come in; unpacked,
/// shared, read-only layer directories and image configurations go out, and to other nodes blobs by
/// their digest. Blobs are kept under their digest,
/// layers are unpacked once each, references name images. It must not know of containers, tasks or
/// services: whoever removes an image says which images are in use.
@NullMarked
package io.jorch.agent.image;

import org.jspecify.annotations.NullMarked;
