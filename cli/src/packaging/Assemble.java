import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Puts together what the `jorch` script starts: all jars in `lib`, and two class paths, of the
/// command line and of the daemon, in a fixed order as an AOT cache wants them. Arguments: the
/// target directory, the jar of this module, its runtime class path, a daemon's JVM options.
///
/// picocli's classes are rewritten on the way: they are of a class-file version that no archive
/// takes, so that the JVM would parse and verify them at each start.
class Assemble {
  /// Starts of the jars that the command line needs; in this order.
  private static final List<String> COMMAND_LINE =
      List.of("cli-", "core-", "picocli-", "jackson-core-", "snakeyaml-engine-");

  private static final int OLDEST_ARCHIVABLE = ClassFile.JAVA_6_VERSION;

  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    Path own = Path.of(arguments[1]);
    Path lib = Files.createDirectories(target.resolve("lib"));
    List<String> names = new ArrayList<>();
    names.add(place(own, lib));
    for (String entry : arguments[2].split(File.pathSeparator, -1))
      if (entry.endsWith(".jar")) names.add(place(Path.of(entry), lib));
    removeOthers(lib, names);
    Files.writeString(target.resolve("daemon.classpath"), joined(names));
    Files.writeString(target.resolve("cli.classpath"), joined(commandLine(names)));
    Files.writeString(target.resolve("daemon.jvm"), arguments[3] + "\n");
    Files.writeString(target.resolve("built"), "");
  }

  private static List<String> commandLine(List<String> names) {
    List<String> result = new ArrayList<>();
    for (String start : COMMAND_LINE)
      result.add(names.stream().filter(name -> name.startsWith(start)).findFirst().orElseThrow());
    return result;
  }

  /// `@` stands for the directory, so that the tree may be moved.
  private static String joined(List<String> names) {
    return String.join(":", names.stream().map(name -> "@/" + name).toList()) + "\n";
  }

  /// Copies only what differs: a jar's time is part of what an AOT cache checks.
  private static String place(Path jar, Path lib) throws IOException {
    String name = jar.getFileName().toString();
    byte[] bytes = name.startsWith("picocli-") ? modern(jar) : Files.readAllBytes(jar);
    Path there = lib.resolve(name);
    if (!Files.exists(there) || !Arrays.equals(Files.readAllBytes(there), bytes))
      Files.write(there, bytes);
    return name;
  }

  private static void removeOthers(Path lib, List<String> names) throws IOException {
    try (var files = Files.list(lib)) {
      for (Path file : files.toList())
        if (!names.contains(file.getFileName().toString())) Files.delete(file);
    }
  }

  private static byte[] modern(Path jar) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (JarFile old = new JarFile(jar.toFile());
        JarOutputStream out = new JarOutputStream(bytes)) {
      ClassFile classFile =
          ClassFile.of(hierarchy(old), ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
      for (JarEntry entry : sorted(old)) {
        if (entry.isDirectory() || entry.getName().startsWith("META-INF/versions/")) continue;
        copy(old, entry, classFile, out);
      }
    }
    return bytes.toByteArray();
  }

  private static List<JarEntry> sorted(JarFile jar) {
    var byName = new TreeMap<String, JarEntry>();
    jar.stream().forEach(entry -> byName.put(entry.getName(), entry));
    return List.copyOf(byName.values());
  }

  private static void copy(JarFile old, JarEntry entry, ClassFile classFile, OutputStream raw)
      throws IOException {
    JarOutputStream out = (JarOutputStream) raw;
    byte[] bytes;
    try (InputStream in = old.getInputStream(entry)) {
      bytes = in.readAllBytes();
    }
    if (entry.getName().endsWith(".class")) bytes = modern(classFile, bytes);
    JarEntry copied = new JarEntry(entry.getName());
    copied.setTime(entry.getTime());
    out.putNextEntry(copied);
    out.write(bytes);
    out.closeEntry();
  }

  /// The same class with stack maps, which the type checking verifier of newer versions wants.
  private static byte[] modern(ClassFile classFile, byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    if (model.majorVersion() > OLDEST_ARCHIVABLE) return bytes;
    ClassTransform rebuilt =
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(
                (builder, element) -> {
                  if (element instanceof java.lang.classfile.ClassFileVersion)
                    builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                  else builder.with(element);
                });
    return classFile.transformClass(model, rebuilt);
  }

  private static ClassFile.ClassHierarchyResolverOption hierarchy(JarFile jar) {
    ClassHierarchyResolver inJar =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String descriptor = type.descriptorString();
              String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
              JarEntry entry = jar.getJarEntry(name);
              try {
                return entry == null ? null : jar.getInputStream(entry);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    return ClassFile.ClassHierarchyResolverOption.of(
        inJar.orElse(ClassHierarchyResolver.defaultResolver()));
  }
}
