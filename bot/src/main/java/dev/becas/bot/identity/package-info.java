/// What keyed hashes hang on. In: a home folder, or a seed. Out: a secret and salts; the one place of the bot where
/// chance is real. Next: the kernel's author keys.
@NullMarked
package dev.becas.bot.identity;

import org.jspecify.annotations.NullMarked;
