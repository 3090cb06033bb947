package dev.becas.finetuning.scoring;

/// The kinds of context that a decision may have seen besides the message.
public enum Context {
    PRECEDING_MESSAGES,
    AUTHOR_TRUST,
    RAID_LEVEL,
    CHANNEL_KIND,
    USER_HISTORY
}
