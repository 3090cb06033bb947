package dev.becas.orchestrator.promotion;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.id.Ids;
import org.jspecify.annotations.Nullable;

/// A reason that a person typed. Events and histories hold `content:<id>`; the words can be erased.
public final class TypedReason {
    private static final String PREFIX = "content:";

    private TypedReason() {}

    /// Keeps the words and answers what stands for them in an event.
    public static String keep(Tx tx, EventHead head, String actor, String words) {
        String id = Ids.derive(head.id(), "reason", 0);
        tx.content(id, EventHead.NO_GUILD, actor, "reason", Provenance.INTERACTION, words, head.at());
        return PREFIX + id;
    }

    /// The reason for people: the words behind `content:<id>`, wherever it stands.
    public static String show(ContentStore contents, @Nullable String reason) {
        if (reason == null) {
            return "";
        }
        int at = reason.indexOf(PREFIX);
        if (at < 0) {
            return reason;
        }
        String id = reason.substring(at + PREFIX.length());
        return reason.substring(0, at) + contents.text(id).orElse("(erased)");
    }
}
