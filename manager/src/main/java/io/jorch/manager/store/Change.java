package io.jorch.manager.store;

import java.util.Optional;

/// One object put or deleted; `before` and `after` are never both empty.
///
/// @param version of the transaction that did it
public record Change(
    Key key, Optional<Versioned> before, Optional<Versioned> after, long version) {}
