/// Several hosts on one machine, and what may befall them. A number of hosts comes in; network
/// namespaces with daemons in them go out, which can be killed, frozen, cut off, slowed down and
/// given a wrong clock, and of which nothing is left in the end. Knows a daemon's process, its
/// directories and the command line, none of the rooms behind them but the one that enters network
/// namespaces.
@NullMarked
package io.jorch.cli.testbed;

import org.jspecify.annotations.NullMarked;
