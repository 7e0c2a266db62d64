/// Very many nodes against one real manager: in come numbers of nodes and tasks, out comes a table
/// of what they cost. Nodes are played by one thread behind the maps that real agents write, so
/// what is measured is the manager, its store and the maps. Must not know how the manager works.
@NullMarked
package io.jorch.cli.scale;

import org.jspecify.annotations.NullMarked;
