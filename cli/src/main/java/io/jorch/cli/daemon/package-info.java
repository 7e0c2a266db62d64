/// The process that is the daemon: where manager and agent meet. Directories come in; it ends when
/// told to. The only room of this module that may know them both; nothing here may be known by the
/// command line, which never loads it.
@NullMarked
package io.jorch.cli.daemon;

import org.jspecify.annotations.NullMarked;
