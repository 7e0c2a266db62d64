/// What each node is told: in come placed tasks and the specifications they refer to, out comes
/// one whole assignment set for each node, whose revision grows only when its content changes.
/// Must not know why a task is where it is. The part that sends sets is elsewhere.
@NullMarked
package io.jorch.manager.dispatch;

import org.jspecify.annotations.NullMarked;
