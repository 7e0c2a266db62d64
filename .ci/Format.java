import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Runs google-java-format over every Java file below a directory, in the JDK of the toolchain:
// Maven
/// itself may run on a JDK whose parser does not know the language level used here.
/// Arguments: `check|apply DIRECTORY`. Exits 1 when `check` finds a file that would change.
class Format {
  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    Formatter formatter = new Formatter();
    List<Path> wrong = new ArrayList<>();
    for (Path file : sources(Path.of(args[1]))) {
      String before = Files.readString(file);
      String after = format(formatter, file, before);
      if (before.equals(after)) continue;
      wrong.add(file);
      if (apply) Files.writeString(file, after);
    }
    for (Path file : wrong) System.err.println((apply ? "formatted " : "not formatted: ") + file);
    if (wrong.isEmpty() || apply) return;
    System.err.println("run: mvn -N initialize -Dformat=apply");
    System.exit(1);
  }

  private static String format(Formatter formatter, Path file, String text) throws Exception {
    try {
      String imports = RemoveUnusedImports.removeUnusedImports(text);
      String ordered = ImportOrderer.reorderImports(imports, JavaFormatterOptions.Style.GOOGLE);
      return formatter.formatSource(ordered);
    } catch (com.google.googlejavaformat.java.FormatterException e) {
      System.err.println(file + ":" + e.getMessage());
      System.exit(1);
      throw e;
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = directory.getFileName().toString();
            boolean skip =
                !directory.equals(root) && (name.equals("target") || name.equals(".git"));
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) found.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
