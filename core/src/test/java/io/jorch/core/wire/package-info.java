/// Tests of the JSON form.
@NullMarked
package io.jorch.core.wire;

import org.jspecify.annotations.NullMarked;
