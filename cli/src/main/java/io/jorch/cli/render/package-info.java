/// Records become text: tables, times as people say them, sizes, plan and progress lines. Values
/// and a time come in, strings go out, and everything here is pinned by tests. Must not print, ask
/// the daemon or read a clock.
@NullMarked
package io.jorch.cli.render;

import org.jspecify.annotations.NullMarked;
