package io.jorch.cli.system;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands one daemon to all tests that ask for it, and closes it after the last. Tests keep out of
/// each other's way by the names of their stacks.
final class SharedDaemon implements BeforeAllCallback, ParameterResolver {
  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Needs.check();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestDaemon.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedDaemon.class))
        .computeIfAbsent(TestDaemon.class, key -> started(), TestDaemon.class);
  }

  private static TestDaemon started() {
    try {
      return new TestDaemon();
    } catch (Exception e) {
      throw new IllegalStateException("could not start the daemon for the tests: " + e, e);
    }
  }
}
