/// Which system calls a container may make. A set of capabilities comes in, a program for the
/// kernel's seccomp filter goes out. Compiles with libseccomp; installs nothing, and knows nothing
/// of containers.
@NullMarked
package io.jorch.agent.linux.seccomp;

import org.jspecify.annotations.NullMarked;
