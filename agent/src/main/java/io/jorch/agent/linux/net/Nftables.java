package io.jorch.agent.linux.net;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;

/// nftables through libnftables(3), in the network namespace of the thread that opened it. Each
/// [#run] is one transaction: all of it or nothing.
public final class Nftables implements AutoCloseable {
  private static final String LIBRARY = "libnftables.so.1";
  private final Pointer context;
  private boolean closed;

  private Nftables(Pointer context) {
    this.context = context;
  }

  /// Bindings by name, apart from [Nftables] so that a machine without the library gets our
  /// sentence.
  private static final class Library {
    static {
      Native.register(Library.class, NativeLibrary.getInstance(LIBRARY));
    }

    static native Pointer nft_ctx_new(int flags);

    static native void nft_ctx_free(Pointer context);

    static native int nft_ctx_buffer_output(Pointer context);

    static native int nft_ctx_buffer_error(Pointer context);

    static native String nft_ctx_get_output_buffer(Pointer context);

    static native String nft_ctx_get_error_buffer(Pointer context);

    static native int nft_run_cmd_from_buffer(Pointer context, String commands);
  }

  public static Nftables open() throws IOException {
    try {
      Pointer context = Library.nft_ctx_new(0);
      if (context == null)
        throw new IOException("open nftables: libnftables gave no context (out of memory)");
      Library.nft_ctx_buffer_output(context);
      Library.nft_ctx_buffer_error(context);
      return new Nftables(context);
    } catch (LinkageError e) {
      throw new IOException(
          "load " + LIBRARY + ": " + e.getMessage() + "; install the package libnftables1", e);
    }
  }

  /// Runs the commands as one transaction and gives what they print; a refusal carries nft's own
  /// words.
  public synchronized String run(String commands) throws IOException {
    if (closed) throw new IOException("change the firewall: nftables is closed");
    int result = Library.nft_run_cmd_from_buffer(context, commands);
    String output = Library.nft_ctx_get_output_buffer(context);
    String words = Library.nft_ctx_get_error_buffer(context);
    if (result != 0) throw new IOException("change the firewall: nft says: " + words.strip());
    return output;
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    Library.nft_ctx_free(context);
  }
}
