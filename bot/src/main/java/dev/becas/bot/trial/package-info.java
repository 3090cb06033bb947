/// In: a policy file that need not be in force, messages of before with their decisions and the models' answers of
/// then. Out: what would be decided otherwise, and why. Next: the admin who changes the file. Nothing is written,
/// nobody is acted on.
@NullMarked
package dev.becas.bot.trial;

import org.jspecify.annotations.NullMarked;
