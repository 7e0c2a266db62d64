/// Who belongs to the cluster: its authority, the nodes' certificates, tokens to join with, and the
/// nodes that were removed. Keys, roots and the time come in; TLS key and trust managers whose
/// content changes while they are in use go out. The only package that imports Bouncy Castle, and
/// only to build certificates. Knows nothing of connections, nor of where any of it is stored but
/// a node's own files.
@NullMarked
package io.jorch.core.trust;

import org.jspecify.annotations.NullMarked;
