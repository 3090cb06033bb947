/// The one JSON dialect: records, ISO 8601 times, paths as plain strings. In: records. Out: text. Next: journal, files,
/// answers.
@NullMarked
package dev.becas.kernel.json;

import org.jspecify.annotations.NullMarked;
