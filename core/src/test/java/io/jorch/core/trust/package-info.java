/// Tests of who belongs to the cluster.
@NullMarked
package io.jorch.core.trust;

import org.jspecify.annotations.NullMarked;
