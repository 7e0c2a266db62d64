/// The REST API on the daemon's Unix socket: JSON requests and answers, streams of JSON lines, and
/// upgraded connections for interactive commands. Turns HTTP into calls of `control` and back, and
/// decides nothing. The only package that imports Vert.x.
@NullMarked
package io.jorch.manager.api;

import org.jspecify.annotations.NullMarked;
