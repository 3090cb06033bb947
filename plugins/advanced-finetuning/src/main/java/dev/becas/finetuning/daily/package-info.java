/// In: the time of day. Out: of each category with trainable examples a file of the last day and one of all, each with
/// its check; an archive of old ones; raw texts emptied and log files removed when they are old. Next: people and
/// their backups.
@NullMarked
package dev.becas.finetuning.daily;

import org.jspecify.annotations.NullMarked;
