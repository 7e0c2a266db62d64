/// Calls of a Java interface on another node: a method call comes in and travels, with its streams,
/// over any reliable two-way byte stream, one for each call; its result or failure comes back.
/// Knows the wire's JSON, terminals and exceptions of nodes; nothing of sockets, keys or what any
/// method means.
@NullMarked
package io.jorch.core.remote;

import org.jspecify.annotations.NullMarked;
