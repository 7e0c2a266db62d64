/// Tests of calls between nodes.
@NullMarked
package io.jorch.core.remote;

import org.jspecify.annotations.NullMarked;
