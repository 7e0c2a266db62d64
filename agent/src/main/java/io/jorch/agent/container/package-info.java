/// Containers: a specification with every fact resolved comes in; a launch plan, a running process,
/// its exit status and processes beside it (exec) go out. It decides no policy (no restarts, no
/// names of images or networks) and knows neither tasks nor services.
@NullMarked
package io.jorch.agent.container;

import org.jspecify.annotations.NullMarked;
