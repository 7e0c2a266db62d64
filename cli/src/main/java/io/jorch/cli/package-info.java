/// The process that is the command line. Arguments come in, an exit code goes out. Everything it
/// does is in the rooms below; it must not load what only a daemon needs.
@NullMarked
package io.jorch.cli;

import org.jspecify.annotations.NullMarked;
