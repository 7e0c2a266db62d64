/// The manager at work: one loop that compares desired with observed state and acts, and the
/// operations that users call. Everything that decides is in `reconcile` and `schedule`; here is
/// only the order in which they are asked and where their answers go.
@NullMarked
package io.jorch.manager.control;

import org.jspecify.annotations.NullMarked;
