package io.jorch.cli.term;

import java.util.function.Supplier;

/// The size of the terminal as it is now: asked once, and again whenever the kernel says that it
/// was changed.
public final class Window implements Supplier<Size> {
  private volatile Size size = Stty.size();

  private Window() {}

  public static Window watched() {
    Window window = new Window();
    Signals.on("WINCH", _ -> window.size = Stty.size());
    return window;
  }

  @Override
  public Size get() {
    return size;
  }
}
