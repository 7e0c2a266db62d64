/// Dockerfile to image: a [io.jorch.agent.build.BuildSpec] comes in, a finished image in the store
/// and a stream of events go out. A build is parse (every problem at once), choose the stages that
/// matter, run their steps, each either found in the cache by what it would do or done. It must not
/// know how a process is contained: RUN goes through [io.jorch.agent.build.RunStep], whose one
/// implementation is [io.jorch.agent.build.ContainerRunStep].
@NullMarked
package io.jorch.agent.build;

import org.jspecify.annotations.NullMarked;
