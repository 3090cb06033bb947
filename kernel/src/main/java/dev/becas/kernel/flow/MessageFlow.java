package dev.becas.kernel.flow;

import dev.becas.kernel.content.Provenance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What people do on a server. Published by gateways; listened to by moderation.
public sealed interface MessageFlow extends FlowEvent {

    /// A message was posted.
    ///
    /// @param messageId the platform's id
    /// @param authorKey keyed hash of the author
    /// @param contentId its text
    /// @param replyTo the message it answers
    /// @param attachments how many files hang on it
    /// @param provenance where the text comes from; decides whether it may train
    @Wire("message.seen")
    record MessageSeen(
            EventHead head,
            String channelId,
            String messageId,
            String authorKey,
            String contentId,
            @Nullable String replyTo,
            int attachments,
            Provenance provenance)
            implements MessageFlow {}

    /// A message got a new text; it is judged again.
    @Wire("message.edited")
    record MessageEdited(EventHead head, String messageId, String contentId) implements MessageFlow {}

    /// A message went away by its author's hand or somebody else's.
    @Wire("message.deleted")
    record MessageDeleted(EventHead head, String messageId) implements MessageFlow {}

    /// Somebody joined the server.
    @Wire("member.joined")
    record MemberJoined(
            EventHead head, String authorKey, @Nullable Instant accountCreatedAt) implements MessageFlow {}

    /// Somebody left the server.
    @Wire("member.left")
    record MemberLeft(EventHead head, String authorKey) implements MessageFlow {}

    /// A member reported a message.
    @Wire("message.reported")
    record MessageReported(
            EventHead head,
            String messageId,
            String reporterKey,
            @Nullable String contentId) implements MessageFlow {}

    /// Somebody's texts on a server were erased, and their key belongs to nobody now. Whoever keeps copies erases them.
    ///
    /// @param authorKey the key that they had
    /// @param texts     how many were erased
    @Wire("author.erased")
    record AuthorErased(EventHead head, String authorKey, int texts) implements MessageFlow {}

    /// Somebody addressed the bot or staff in words.
    @Wire("admin.asked")
    record AdminAsked(EventHead head, String channelId, String authorKey, String contentId) implements MessageFlow {}
}
