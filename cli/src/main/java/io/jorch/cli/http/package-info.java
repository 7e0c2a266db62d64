/// A small HTTP/1.1 client over Unix sockets, which the JDK's own client cannot do. A request and a
/// socket path come in; a status, headers and a body (whole, chunked, or an upgraded connection's
/// frames) go out. One request per connection. Must not know what is asked for: no paths, no JSON.
@NullMarked
package io.jorch.cli.http;

import org.jspecify.annotations.NullMarked;
