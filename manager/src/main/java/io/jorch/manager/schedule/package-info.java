/// Where tasks go: in come tasks that no node has yet, what they need, and what every node has
/// left; out comes a node for each, or the reasons why none will do. Must not know why a task
/// exists, nor how a node is told.
@NullMarked
package io.jorch.manager.schedule;

import org.jspecify.annotations.NullMarked;
