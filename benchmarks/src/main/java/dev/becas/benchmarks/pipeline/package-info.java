/// Messages through moderation. In: a generated conversation. Out: messages a second and what each analyser costs.
/// Next: `freeze`.
@NullMarked
package dev.becas.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
