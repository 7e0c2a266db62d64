/// The kernel seam: launch plans and the launcher, descriptors, namespaces, netlink, nftables and
/// cgroup files. Plans and values come in, kernel state goes out. The only package (with its
/// sub-packages) that imports JNA; it knows nothing of tasks, services or images.
@NullMarked
package io.jorch.agent.linux;

import org.jspecify.annotations.NullMarked;
