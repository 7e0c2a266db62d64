/// Tests of streams between nodes.
@NullMarked
package io.jorch.core.mesh;

import org.jspecify.annotations.NullMarked;
