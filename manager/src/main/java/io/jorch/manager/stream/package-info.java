/// What several nodes send, as one stream: lines of logs come in from each node in its order and go
/// out in the order of their times, and questions put to many nodes at once come back as one
/// answer.
/// A slow or lost node holds up the others for a bounded time only, and what is missing is said.
/// Must not know what is desired or why a node is asked.
@NullMarked
package io.jorch.manager.stream;

import org.jspecify.annotations.NullMarked;
