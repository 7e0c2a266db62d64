/// Health checks: what a probe answered and when come in, healthy or unhealthy with a reason and
/// the time of the next probe go out. Decides nothing about restarts.
@NullMarked
package io.jorch.agent.health;

import org.jspecify.annotations.NullMarked;
