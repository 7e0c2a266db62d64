package io.jorch.agent.linux.seccomp;

import io.jorch.agent.linux.Capability;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The default filter for a container with given capabilities. A container that is to run
/// unconfined gets none at all.
public final class SeccompFilter {
  private static final Profile PROFILE = Profile.standard();
  private static final Set<Capability> RELEVANT = PROFILE.capabilities();
  private static final Map<Set<Capability>, byte[]> COMPILED = new ConcurrentHashMap<>();

  private SeccompFilter() {}

  /// The program as an array of `struct sock_filter` (8 bytes each) in the machine's byte order,
  /// for seccomp(2). Compiled once for each set of capabilities that matter. Don't change it.
  public static byte[] forCapabilities(Set<Capability> capabilities) throws IOException {
    Set<Capability> key = EnumSet.copyOf(RELEVANT);
    key.retainAll(capabilities);
    byte[] known = COMPILED.get(key);
    if (known != null) return known;
    synchronized (COMPILED) { // it takes long at first: whoever else wants it waits for the one
      byte[] meanwhile = COMPILED.get(key);
      if (meanwhile != null) return meanwhile;
      byte[] compiled = Compiler.compile(PROFILE, Arch.ofMachine(), key);
      COMPILED.put(key, compiled);
      return compiled;
    }
  }
}
