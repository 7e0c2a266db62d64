package io.jorch.core.remote;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/// A reliable two-way byte stream to another node, for one call. One thread reads while another
/// writes. [#close] may come from any thread at any time, ends their blocked reads and writes with
/// an exception, and does not wait for the other side.
public interface Channel extends Closeable {
  InputStream in();

  OutputStream out();
}
