/// The one JSON form of the model's records: records come in and JSON goes out, and the other way
/// round, for the store, the cluster's maps, the API and the command line. Jackson's streaming
/// parser and generator do the syntax; how a record looks is read off the record itself, so that
/// the model needs no annotations. It knows nothing of what any record means.
@NullMarked
package io.jorch.core.wire;

import org.jspecify.annotations.NullMarked;
