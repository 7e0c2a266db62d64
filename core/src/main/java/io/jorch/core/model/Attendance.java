package io.jorch.core.model;

/// A node's word that it has told everything it has to the manager that decides.
///
/// @param session of the agent, as in [NodeInfo]
/// @param told the epoch of the manager for which all tasks were told
/// @param leaving its daemon was asked to end; containers go on and a successor is expected
public record Attendance(NodeId node, long session, long told, boolean leaving) {}
