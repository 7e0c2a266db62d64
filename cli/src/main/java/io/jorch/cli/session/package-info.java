/// A command that runs elsewhere with this process's terminal: keys, signals and window sizes go
/// out, output and an exit code come in, as frames of an upgraded connection. Must not know what
/// runs or where.
@NullMarked
package io.jorch.cli.session;

import org.jspecify.annotations.NullMarked;
