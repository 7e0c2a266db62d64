/// Many containers on several hosts, beside Docker's swarm mode. Numbers of hosts and
/// replicas come in, a table of times goes out.
@NullMarked
package io.jorch.cli.crowd;

import org.jspecify.annotations.NullMarked;
