package io.jorch.core.compose;

import java.util.Set;

/// The names of Linux capabilities (capabilities(7), kernel 5.9 and later), and `ALL`.
final class CapabilityNames {
  static final Set<String> ALL =
      Set.of(
          """
          ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN
          DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE
          LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST
          NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT
          SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME
          SYS_TTY_CONFIG WAKE_ALARM"""
              .split("\\s+"));

  private CapabilityNames() {}
}
