/// Rows for people and scripts: in come desired and observed state, out come the records that
/// `ps` and `ls` print. Must not decide anything.
@NullMarked
package io.jorch.manager.view;

import org.jspecify.annotations.NullMarked;
