/// What travels between the command line and a manager: requests, answers and stream elements, as
/// records whose component names are the JSON field names that users' scripts rely on. Knows the
/// model only; says nothing about HTTP.
@NullMarked
package io.jorch.core.api;

import org.jspecify.annotations.NullMarked;
