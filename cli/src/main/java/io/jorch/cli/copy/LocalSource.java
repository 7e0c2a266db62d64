package io.jorch.cli.copy;

import io.jorch.core.api.CopyTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What is copied from this machine, as a user wrote it.
///
/// @param path where it is; a link stands for itself
/// @param kind what its archive holds
/// @param name that its archive's entries begin with
public record LocalSource(Path path, CopyTarget.Kind kind, String name) {
  private static final int PIPE = 256 * 1024;

  /// What a user's words mean.
  ///
  /// @param text as docker has it: a directory with `/.` behind it stands for what is in it
  /// @param followLink a link stands for what it leads to, as one with `/` behind it does
  public static LocalSource of(Path directory, String text, boolean followLink) throws IOException {
    Path written = directory.resolve(text);
    boolean contents =
        text.equals(".") || text.endsWith("/.") || text.equals("..") || text.endsWith("/..");
    if (!Files.exists(written, LinkOption.NOFOLLOW_LINKS))
      throw new NoSuchFileException(written.toString(), null, "there is no such file");
    boolean follow = followLink || contents || text.endsWith("/");
    Path path = follow ? written.toRealPath() : written;
    boolean isDirectory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    if (!isDirectory && (contents || text.endsWith("/")))
      throw new IOException(written + " is no directory");
    if (contents) return new LocalSource(path, CopyTarget.Kind.CONTENTS, "contents");
    return new LocalSource(
        path, isDirectory ? CopyTarget.Kind.DIRECTORY : CopyTarget.Kind.FILE, name(written));
  }

  /// As it was written, not as a link's target is called; but for the root, which has none.
  private static String name(Path written) {
    Path last = written.normalize().getFileName();
    return last == null ? "root" : last.toString();
  }

  /// Its archive, made while it is read. When that fails, the stream ends in the middle and
  /// `failed` has been told why.
  public InputStream tar(Consumer<IOException> failed) throws IOException {
    PipedInputStream in = new PipedInputStream(PIPE);
    PipedOutputStream out = new PipedOutputStream(in);
    Thread packer = new Thread(() -> pack(out, failed), "pack");
    packer.setDaemon(true);
    packer.start();
    return in;
  }

  private void pack(PipedOutputStream out, Consumer<IOException> failed) {
    try (out) {
      Packing.write(path, name, out);
    } catch (IOException e) {
      failed.accept(e);
    }
  }
}
