/// Durable desired state. Transactions of versioned puts and deletes come in; once acknowledged
/// they are in the Raft log on disk (fsynced on a majority of the members) and survive a power
/// cut. Immutable snapshots and ordered changes go out. The only package that imports Ratis; the
/// generic store knows nothing of what its bytes mean, and nothing here knows of Hazelcast,
/// agents or the API.
@NullMarked
package io.jorch.manager.store;

import org.jspecify.annotations.NullMarked;
