package dev.becas.bot.moderation;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;

/// A message as it stands when it is judged.
///
/// @param head of the event that brought this text: `message.seen` or `message.edited`
public record Message(
        EventHead head, String messageId, String channelId, String authorKey, String contentId, Provenance provenance) {

    /// The head of the one decision about this text.
    public EventHead decision() {
        return head.next("message.decided", 0);
    }

    /// The head of what was found of a category: `violation.detected` or `scam.detected`.
    public EventHead finding(String category) {
        return head.next(Categories.named(category).event(), 0);
    }

    /// The head of the live model's answer about a category.
    public EventHead answer(String category) {
        return head.next("model.answered/" + category, 0);
    }

    /// The head of what was done about this text.
    public EventHead action() {
        return head.next("moderation.action_executed", 0);
    }
}
