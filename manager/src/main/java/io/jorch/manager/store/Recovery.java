package io.jorch.manager.store;

import java.util.List;
import java.util.UUID;

/// What a forced recovery made.
///
/// @param group the new group, of this member alone
/// @param before the group whose majority was lost
/// @param version of the state that was found on this member's disk
/// @param objects how many there are
/// @param left those who were members beside this one; they must join anew with empty directories
public record Recovery(UUID group, UUID before, long version, int objects, List<Peer> left) {}
