/// Tests of the whole program on this machine: stack files and killed processes come in; what
/// users see, and what is left on the machine, goes out. Knows the command line and a daemon's
/// process only, none of the rooms behind them.
@NullMarked
package io.jorch.cli.system;

import org.jspecify.annotations.NullMarked;
