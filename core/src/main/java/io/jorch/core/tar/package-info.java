/// Tar archives, as this program writes them: entries come in and bytes go out, and the other way
/// round. In POSIX.1-2001 form (pax), what the plain header cannot say in an extended one. Reading
/// what others wrote is another matter, and not for here. Knows no file system.
@NullMarked
package io.jorch.core.tar;

import org.jspecify.annotations.NullMarked;
