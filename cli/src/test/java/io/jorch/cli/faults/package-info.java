/// What faults do to a cluster. Hosts of a testbed come in; a table of times, lost writes and tasks
/// that ran twice goes out. Knows the testbed and the command line only: the cluster is formed and
/// asked as a user would.
@NullMarked
package io.jorch.cli.faults;

import org.jspecify.annotations.NullMarked;
