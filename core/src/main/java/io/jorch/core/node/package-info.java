/// What a manager may ask of a node beside its assignments: streams and images. Blocking calls
/// meant for virtual threads; in one process they are direct, across nodes the same calls travel.
/// Knows the model and the api records only.
@NullMarked
package io.jorch.core.node;

import org.jspecify.annotations.NullMarked;
