/// Runs the commands once, at packaging, so that the JVM can record what they load in an archive
/// that later starts are made from. A stack file comes in; nothing goes out. The daemon it talks to
/// is a socket in this process with one made-up stack; no other room may use it.
@NullMarked
package io.jorch.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
