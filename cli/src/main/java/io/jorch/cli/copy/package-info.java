/// Files of this machine into a tar and out of one, as `cp` needs it. A path and a stream come in;
/// must not know of containers, nor who is at the other end of the stream.
@NullMarked
package io.jorch.cli.copy;

import org.jspecify.annotations.NullMarked;
