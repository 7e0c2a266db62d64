/// Streams between nodes: a node's id and a service's name go in, a stream of bytes to that service
/// on that node comes out, over mutual TLS 1.3 on one port. Also how a node joins and renews its
/// certificate, and the forwarders by which the cluster's members reach each other on loopback
/// addresses. Knows nothing of what the services say.
@NullMarked
package io.jorch.core.mesh;

import org.jspecify.annotations.NullMarked;
