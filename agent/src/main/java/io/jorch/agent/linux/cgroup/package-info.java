/// Control groups on their three layouts (v1, v2, and v1 controllers beside an empty v2 tree).
/// Limits and device rules come in, groups below `jorch/<instance>` with their files go out, and
/// usage, kills and processes are read back. It works on the mounts that exist and never adds or
/// moves any, starts no process, and does not know what a container is.
@NullMarked
package io.jorch.agent.linux.cgroup;

import org.jspecify.annotations.NullMarked;
