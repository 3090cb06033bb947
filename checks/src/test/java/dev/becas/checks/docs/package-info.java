/// The reference pages. In: the code's own tables, records and commands. Out: `docs/reference/`, and a test that fails
/// when
/// a page says something else than the code. Next: people.
@NullMarked
package dev.becas.checks.docs;

import org.jspecify.annotations.NullMarked;
