package io.jorch.manager.store;

import java.util.UUID;

/// What a backup holds. The file itself carries the same, and a checksum over everything.
///
/// @param group of the store it was taken from
/// @param version of the state: [Snapshot#version()]
/// @param objects how many there are
/// @param checksum CRC-32C of the file before its last four bytes, in hexadecimal
public record Backup(UUID group, long version, int objects, String checksum) {}
