/// The manager's REST interface as typed calls: records of `core.api` come in and go out, errors
/// become one sentence in a `Failed`. Knows paths and JSON; must not know of options, tables or
/// terminals.
@NullMarked
package io.jorch.cli.client;

import org.jspecify.annotations.NullMarked;
