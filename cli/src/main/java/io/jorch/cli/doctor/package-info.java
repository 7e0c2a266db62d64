/// What a machine must have, checked by reading `/proc` and `/sys` and looking for files. A root
/// directory comes in, findings go out: what is well, what is not, and how to mend it. Must not
/// change anything on the machine.
@NullMarked
package io.jorch.cli.doctor;

import org.jspecify.annotations.NullMarked;
