/// What users ask for, as values: in come a stack's specification and a request (a new file,
/// scale, restart, stop, start), out come the next specification and the lines that say what it
/// changes. Must not know stores, tasks or time.
@NullMarked
package io.jorch.manager.plan;

import org.jspecify.annotations.NullMarked;
