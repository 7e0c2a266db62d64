/// How soon a change of a service is seen in its name, on every host. The number of changes comes
/// in, a table of times goes out.
@NullMarked
package io.jorch.cli.names;

import org.jspecify.annotations.NullMarked;
