package dev.becas.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// One line of `conversation.jsonl`; what a type does not have is left out.
@JsonInclude(JsonInclude.Include.NON_NULL)
record TalkLine(
        String type,
        String at,
        String guild,
        @Nullable String channel,
        @Nullable String author,
        @Nullable String id,
        @Nullable String messageId,
        @Nullable String text,
        @Nullable String replyTo,
        @Nullable String accountCreatedAt) {

    static TalkLine message(
            String at, String guild, String channel, String author, String id, String text, @Nullable String replyTo) {
        return new TalkLine("message", at, guild, channel, author, id, null, text, replyTo, null);
    }

    static TalkLine edit(String at, String guild, String id, String text) {
        return new TalkLine("edit", at, guild, null, null, id, null, text, null, null);
    }

    static TalkLine delete(String at, String guild, String id) {
        return new TalkLine("delete", at, guild, null, null, id, null, null, null, null);
    }

    static TalkLine join(String at, String guild, String author, String accountCreatedAt) {
        return new TalkLine("join", at, guild, null, author, null, null, null, null, accountCreatedAt);
    }

    static TalkLine leave(String at, String guild, String author) {
        return new TalkLine("leave", at, guild, null, author, null, null, null, null, null);
    }

    static TalkLine report(String at, String guild, String author, String messageId, String text) {
        return new TalkLine("report", at, guild, null, author, null, messageId, text, null, null);
    }
}
