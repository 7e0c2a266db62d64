/// Members, maps and messages: which nodes are there, and what they tell each other. Records go
/// in and come out again, on any member; everything here may be lost and is rebuilt by asking the
/// agents, so nothing that must survive belongs here. The only package that imports Hazelcast.
/// Knows nothing of what tasks and statuses mean.
@NullMarked
package io.jorch.core.cluster;

import org.jspecify.annotations.NullMarked;
