/// In: the rows that the generator wrote for it. Out: the tiny base model, a GGUF file of a few megabytes with a
/// vocabulary of its own, made from nothing. Next: `base` finds it by the word `tiny`.
///
/// Reads top-down: `BuildTinyBase` (the command), `TinyText` (rows), `TinyLessons` (rows to tokens),
/// `TinyShape` (what is trained),
/// `TinyFile` (what is written), `TinyExam` (how good it is), `TinyCard` (what is known of it).
@NullMarked
package dev.becas.gputrainer.tiny;

import org.jspecify.annotations.NullMarked;
