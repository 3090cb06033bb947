/// The demo: a whole conversation through every stage, live. In: a seed or a conversation. Out: one table and
/// `summary.json`. Next: nothing; this is where a newcomer begins.
@NullMarked
package dev.becas.bot.demo;

import org.jspecify.annotations.NullMarked;
