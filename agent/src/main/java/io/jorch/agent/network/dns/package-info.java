/// The DNS server inside every container's namespace. Names per network come in as one whole state;
/// answers go out, other questions are passed to the host's resolvers. It must not know bridges,
/// tasks or why a name has the addresses it has.
@NullMarked
package io.jorch.agent.network.dns;

import org.jspecify.annotations.NullMarked;
