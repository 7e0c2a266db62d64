/// Compose files and an environment come in; a `StackSpec`, or every problem with its
/// file, line and column, goes out. The rooms in order: files, YAML tree, interpolation, merging,
/// section readers, checks across services. Must not know of daemons, clusters or containers,
/// and starts nothing; it reads files and writes none.
@NullMarked
package io.jorch.core.compose;

import org.jspecify.annotations.NullMarked;
