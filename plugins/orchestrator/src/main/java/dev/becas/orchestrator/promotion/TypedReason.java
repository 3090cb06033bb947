package dev.becas.orchestrator.promotion;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.id.Ids;
import org.jspecify.annotations.Nullable;

/// A reason that a person typed. Events and histories hold the id of its content; the words can be erased.
public final class TypedReason {
    private TypedReason() {}

    /// Keeps the words and answers their content's id.
    public static String keep(Tx tx, EventHead head, String actor, String words) {
        String id = Ids.derive(head.id(), "reason", 0);
        tx.content(id, EventHead.NO_GUILD, actor, "reason", Provenance.INTERACTION, words, head.at());
        return id;
    }

    /// The reason for people: our own sentence, then the words that somebody typed.
    public static String show(ContentStore contents, @Nullable String sentence, @Nullable String contentId) {
        String own = sentence == null ? "" : sentence;
        if (contentId == null) {
            return own;
        }
        return (own.isEmpty() ? "" : own + ": ") + contents.text(contentId).orElse("(erased)");
    }
}
