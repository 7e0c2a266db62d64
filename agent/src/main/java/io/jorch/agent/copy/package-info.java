/// Files into and out of running containers. A path in a container and a tar come in or go out; who
/// asked for it, and what the container is to the cluster, this must not know.
///
/// What runs in a container may change its files at any moment, and must gain nothing by it: every
/// path is resolved by the kernel inside the container's root, and what is found there is then
/// named as `/proc/self/fd/N/name` in calls that follow no link, or, where a call always follows
/// them, by a descriptor that is known not to be a link.
@NullMarked
package io.jorch.agent.copy;

import org.jspecify.annotations.NullMarked;
