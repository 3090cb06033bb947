/// The plugin of the author's guide. In: what people answer in the review queue. Out: examples of which action fits.
/// Next: the collector of examples grades them and keeps what may train.
@NullMarked
package dev.becas.example;

import org.jspecify.annotations.NullMarked;
