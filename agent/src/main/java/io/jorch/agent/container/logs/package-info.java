/// What containers write. Read ends of their pipes come in, through a poller; segments on disk go
/// out, and from those, lines with time and stream, to any number of readers at their own pace.
/// Must not know what a task is, nor who reads: a directory is a log.
///
/// A log is a directory of segments `00000001.log`, `00000002.log`, and so on. The writer appends
/// to the last and deletes the first when there are too many, so a reader's place (segment, offset)
/// stays valid. A record is what one line, or a part of one, is on disk:
///
/// ```
/// 2026-01-02T03:04:05.000000006Z o| text of the line<newline>
/// ```
///
/// These are 30 bytes of time, a blank, the stream (`o` or `e`), a mark, a blank, then the bytes as
/// they were written: no newline, and any other byte. The mark tells what the record is of its
/// line: `|` all of it, `<` its begin, `-` more of it, `>` its end (perhaps empty). The newline of
/// the container's line is the record's own with `|` and `>`; with `<` and `-` there was none. So
/// the output can be restored to the byte. Unfinished lines are written at once: nothing that was
/// read from a pipe is kept in memory only.
@NullMarked
package io.jorch.agent.container.logs;

import org.jspecify.annotations.NullMarked;
