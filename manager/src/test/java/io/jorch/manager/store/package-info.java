/// Tests of the durable store: the state in memory as units, the log on real directories.
@NullMarked
package io.jorch.manager.store;

import org.jspecify.annotations.NullMarked;
