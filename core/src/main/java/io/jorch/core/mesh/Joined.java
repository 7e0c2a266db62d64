package io.jorch.core.mesh;

import io.jorch.core.trust.Identity;
import io.jorch.core.trust.TrustRoots;

/// What a node got that joined, or renewed its certificate.
///
/// @param roster as the manager's [Admission] gave it
public record Joined(Identity identity, TrustRoots trust, String roster) {}
