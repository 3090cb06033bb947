/// The product as a whole. In: messages and commands, given to real plugins. Out: what they collect. Next: people.
@NullMarked
package dev.becas.checks.product;

import org.jspecify.annotations.NullMarked;
