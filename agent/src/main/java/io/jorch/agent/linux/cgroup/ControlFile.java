package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Reading and writing the small files of a group. Each write is one system call, as the kernel
/// takes it for one order.
final class ControlFile {
  private ControlFile() {}

  static void write(Path file, String value) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      channel.write(ByteBuffer.wrap(value.getBytes(StandardCharsets.US_ASCII)));
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("write '" + value + "' to " + file + ": " + e.getMessage(), e);
    }
  }

  static void write(Path file, long value) throws IOException {
    write(file, Long.toString(value));
  }

  static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.US_ASCII);
  }

  /// Empty text for a file whose controller is missing or whose group is gone.
  static String readOrEmpty(Path file) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /// The number in the file; absent when it says `max` or is missing.
  static OptionalLong number(Path file) throws IOException {
    String text = readOrEmpty(file).strip();
    if (text.isEmpty() || text.equals("max")) return OptionalLong.empty();
    return OptionalLong.of(Long.parseLong(text));
  }

  /// The number after the key on its line of a file of `key number` lines, or 0.
  static long keyed(Path file, String key) throws IOException {
    return keyed(readOrEmpty(file), key);
  }

  static long keyed(String text, String key) {
    String start = key + " ";
    Stream<String> lines = text.lines().filter(line -> line.startsWith(start));
    return lines.findFirst().map(l -> Long.parseLong(l.substring(start.length()))).orElse(0L);
  }
}
