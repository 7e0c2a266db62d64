/// The commands: what may be typed, and what each does with it. Arguments come in, an exit code
/// goes out; 0 done, 1 failed, 2 wrong usage. The only room that knows picocli, as a parser with a
/// model built in code: reading annotations costs more at start than most commands take.
@NullMarked
package io.jorch.cli.command;

import org.jspecify.annotations.NullMarked;
