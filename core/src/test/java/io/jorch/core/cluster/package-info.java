/// Tests of the cluster layer with real members.
@NullMarked
package io.jorch.core.cluster;

import org.jspecify.annotations.NullMarked;
