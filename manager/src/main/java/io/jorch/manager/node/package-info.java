/// What the manager knows of the cluster's nodes: in come membership and the sessions of agents,
/// out comes one state for each node, as data. Must not know how nodes are reached or what runs
/// on them.
@NullMarked
package io.jorch.manager.node;

import org.jspecify.annotations.NullMarked;
