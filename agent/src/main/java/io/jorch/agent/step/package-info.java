/// What to do next with one task on this node: its assignment and its container's state come in, a
/// single step goes out. Pure; knows the model only.
@NullMarked
package io.jorch.agent.step;

import org.jspecify.annotations.NullMarked;
