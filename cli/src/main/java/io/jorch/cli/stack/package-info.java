/// What `up` and its relatives do, step by step: find the stack meant, read its files, see that a
/// daemon answers and that images are there, hand the stack over, and wait for what becomes of it.
/// A choice of files and names comes in; an exit code and what was shown on the way go out. Must
/// not know of option names or the parser.
@NullMarked
package io.jorch.cli.stack;

import org.jspecify.annotations.NullMarked;
