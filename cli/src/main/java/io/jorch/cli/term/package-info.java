/// The terminal and the process's own streams: what is printed where, in what colours, how wide, in
/// which mode, and which signals arrive. Text comes in from every other room; bytes go out. Must
/// not know what the text is about.
@NullMarked
package io.jorch.cli.term;

import org.jspecify.annotations.NullMarked;
