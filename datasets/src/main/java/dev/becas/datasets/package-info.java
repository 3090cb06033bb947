/// In: a seed and a few settings; `families.txt`, `words.txt` and `guilds.yaml` beside this package.
/// Out: a conversation of several servers with its hidden moderators' file, stock training text, a gold set.
/// Next: the replay gateway reads the conversation, the learner the stock text, the orchestrator the gold set.
///
/// Reading order: [dev.becas.datasets.ConversationGenerator], [dev.becas.datasets.Sentences],
/// [dev.becas.datasets.Template]. All text is the project's own; nothing here depends on another module.
@NullMarked
package dev.becas.datasets;

import org.jspecify.annotations.NullMarked;
