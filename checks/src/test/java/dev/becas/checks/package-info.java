/// Tests about the repository itself. In: its files and its compiled classes. Out: a build that says no, naming the
/// file, the line and the rule. Next: nothing; this module is the last.
@NullMarked
package dev.becas.checks;

import org.jspecify.annotations.NullMarked;
