package io.jorch.agent.container;

import io.jorch.agent.linux.Capability;
import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.FileCalls;
import io.jorch.agent.linux.Flag.Resolve;
import io.jorch.agent.linux.ProcessCalls;
import io.jorch.agent.linux.Register;
import io.jorch.agent.linux.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The last steps, the same for a container's first program and for those run in it later: limits,
/// directory, capabilities, user, filter, program.
final class CredentialSteps {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int FIRST_AFTER_STDIO = 3;
  private static final Register DIRECTORY = new Register("directory");

  private CredentialSteps() {}

  /// @param filter the seccomp program, empty for none
  static List<Step> take(
      ProcessSpec process, Confinement confinement, Identity identity, ByteBuffer filter) {
    List<Step> steps = new ArrayList<>();
    for (Limit limit : process.limits())
      steps.add(
          ProcessCalls.limit(
              limit.resource().number(), limit.resource().name(), limit.soft(), limit.hard()));
    steps.addAll(enterDirectory(process.directory()));
    steps.add(ProcessCalls.umask(022));
    steps.add(FileCalls.closeFromOnExec(FIRST_AFTER_STDIO));
    steps.add(ProcessCalls.unblockAllSignals());
    steps.addAll(privileges(confinement, identity, filter));
    return steps;
  }

  /// As root, who may enter any; never through a magic link to a descriptor that is still open.
  private static List<Step> enterDirectory(String path) {
    return List.of(
        FileCalls.locate(path, Resolve.IN_ROOT).into(DIRECTORY),
        FileCalls.changeDirectory(DIRECTORY),
        FileCalls.close(DIRECTORY));
  }

  /// Without no-new-privs the filter needs CAP_SYS_ADMIN, so it comes before the capabilities go;
  /// with it, the filter comes last and need not allow the calls that change credentials.
  private static List<Step> privileges(
      Confinement confinement, Identity identity, ByteBuffer filter) {
    List<Step> steps = new ArrayList<>();
    Set<Capability> kept = confinement.capabilities();
    for (Capability capability : EnumSet.complementOf(copy(kept)))
      steps.add(
          ProcessCalls.dropFromBounding(capability.number(), capability.name())
              .accepting(Errno.EINVAL));
    boolean early = filter.hasRemaining() && !confinement.noNewPrivileges();
    if (early) steps.add(ProcessCalls.filter(filter));
    steps.add(ProcessCalls.groups(identity.groups()));
    steps.add(ProcessCalls.group(identity.gid()));
    steps.add(ProcessCalls.user(identity.uid()));
    steps.add(capabilities(identity.uid() == 0 ? kept : Set.of()));
    if (confinement.noNewPrivileges()) steps.add(ProcessCalls.noNewPrivileges());
    if (filter.hasRemaining() && !early) steps.add(ProcessCalls.filter(filter));
    return steps;
  }

  private static Step capabilities(Set<Capability> kept) {
    long mask = Capability.mask(kept);
    String shown =
        kept.isEmpty()
            ? "none"
            : String.join(
                "|", kept.stream().sorted(Comparator.naturalOrder()).map(Enum::name).toList());
    return ProcessCalls.capabilities(shown, mask, mask, 0);
  }

  private static EnumSet<Capability> copy(Set<Capability> set) {
    EnumSet<Capability> copy = EnumSet.noneOf(Capability.class);
    copy.addAll(set);
    return copy;
  }

  /// The program under each directory of PATH, the first that runs. A second round, in which a
  /// program that is there but may not be executed counts, makes the difference between "not found"
  /// and "not executable".
  static List<Step> execute(List<String> arguments, List<String> environment) {
    String program = arguments.getFirst();
    if (program.contains("/"))
      return List.of(ProcessCalls.execute(program, arguments, environment));
    List<Step> first = new ArrayList<>();
    List<Step> second = new ArrayList<>();
    for (String directory : path(environment).split(":", -1)) {
      String candidate = (directory.isEmpty() ? "." : directory) + "/" + program;
      Step step = ProcessCalls.execute(candidate, arguments, environment);
      first.add(step.accepting(Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES));
      second.add(step.accepting(Errno.ENOENT, Errno.ENOTDIR));
    }
    first.addAll(second.subList(0, second.size() - 1));
    first.add(second.getLast().accepting());
    return first;
  }

  static String path(List<String> environment) {
    return environment.stream()
        .filter(entry -> entry.startsWith("PATH="))
        .findFirst()
        .map(entry -> entry.substring("PATH=".length()))
        .orElse(DEFAULT_PATH);
  }

  /// The given environment and what every program expects in one.
  static List<String> environment(
      List<String> given, String home, String hostname, boolean terminal) {
    List<String> all = new ArrayList<>(given);
    addMissing(all, "PATH", DEFAULT_PATH);
    addMissing(all, "HOSTNAME", hostname);
    addMissing(all, "HOME", home);
    if (terminal) addMissing(all, "TERM", "xterm");
    return all;
  }

  private static void addMissing(List<String> environment, String name, String value) {
    if (environment.stream().noneMatch(entry -> entry.startsWith(name + "=")))
      environment.add(name + "=" + value);
  }
}
