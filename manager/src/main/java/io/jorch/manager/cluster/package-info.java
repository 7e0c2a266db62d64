/// The cluster's own affairs at a manager: who may join, who is in it, which of them are managers.
/// Requests of operators and of nodes that want in come in; durable records, rosters and a store
/// whose members are the managers go out. Must not know tasks, networks or how nodes are reached.
@NullMarked
package io.jorch.manager.cluster;

import org.jspecify.annotations.NullMarked;
