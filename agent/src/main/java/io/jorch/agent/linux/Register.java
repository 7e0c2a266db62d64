package io.jorch.agent.linux;

/// A place in a launch plan that holds the result of an earlier step, such as a descriptor. Two
/// registers of one plan with the same name are the same place.
public record Register(String name) {
  @Override
  public String toString() {
    return "$" + name;
  }
}
