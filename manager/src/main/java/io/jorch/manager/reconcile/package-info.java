/// Desired slots compared with observed tasks: in come the accepted revisions of all stacks, what
/// was observed and the time; out come the changes that bring one closer to the other, when to
/// look again, and why anything waits. Pure: the same input gives the same answer, and applying
/// the answer and asking again gives no changes. Must not know stores, nodes' addresses, threads
/// or clocks.
@NullMarked
package io.jorch.manager.reconcile;

import org.jspecify.annotations.NullMarked;
