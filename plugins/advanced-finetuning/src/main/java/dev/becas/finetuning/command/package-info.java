/// In: words. Out: what datasets and examples there are, as text and JSON. Next: the command line, slash commands.
@NullMarked
package dev.becas.finetuning.command;

import org.jspecify.annotations.NullMarked;
