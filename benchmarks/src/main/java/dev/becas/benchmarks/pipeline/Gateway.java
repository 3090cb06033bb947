package dev.becas.benchmarks.pipeline;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.MessageFlow.MessageSeen;
import dev.becas.kernel.id.Ids;
import java.util.List;

/// Publishes messages as a gateway does: author's key, text and event in one transaction.
public final class Gateway {
    private final Kernel kernel;

    public Gateway(Kernel kernel) {
        this.kernel = kernel;
    }

    /// Publishes some messages at once; acknowledged when it returns.
    public void publish(List<Talk.Said> messages) throws Exception {
        kernel.bus().write("gateway", tx -> messages.forEach(said -> tx.publish(event(tx, said))));
    }

    /// The id of a message's event.
    static String eventId(Talk.Said said) {
        return head(said).id();
    }

    private MessageSeen event(Tx tx, Talk.Said said) {
        EventHead head = head(said);
        String author = kernel.authors().keyOf(tx, said.guild(), said.author());
        String content = Ids.derive(head.id(), "content", 0);
        tx.content(content, said.guild(), author, "message", Provenance.SYNTHETIC, said.text(), said.at());
        return new MessageSeen(head, said.channel(), said.id(), author, content, null, 0, Provenance.SYNTHETIC);
    }

    private static EventHead head(Talk.Said said) {
        return EventHead.root("benchmark", said.guild() + "/" + said.id(), said.guild(), said.at());
    }
}
