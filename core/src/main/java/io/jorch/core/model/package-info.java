/// The nouns of jorch: identifiers, specifications, statuses and resources, as records and sealed
/// types. Everything else speaks in them. Knows the JDK only; nothing here reads a file, a clock
/// or the network.
@NullMarked
package io.jorch.core.model;

import org.jspecify.annotations.NullMarked;
