/// Volumes of this node: names come in, directories go out. Knows nothing of containers; a
/// volume is only ever removed when someone asks for it by name.
@NullMarked
package io.jorch.agent.volume;

import org.jspecify.annotations.NullMarked;
