package dev.becas.finetuning;

import dev.becas.finetuning.collect.DecisionReader;
import dev.becas.finetuning.examples.ExampleWriter;
import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.guild.GuildPolicies;
import java.util.List;

/// Reads, redacts and prepares off the writer; grades, folds and stores inside the transaction, in the order of the
/// events.
final class CollectHandler implements Handler {
    private final ContentStore contents;
    private final GuildPolicies policies;
    private final ExampleWriter writer;

    CollectHandler(ContentStore contents, GuildPolicies policies, ExampleWriter writer) {
        this.contents = contents;
        this.policies = policies;
        this.writer = writer;
    }

    @Override
    public Effect handle(List<Delivery> batch) {
        return writer.write(
                DecisionReader.read(batch.stream().map(Delivery::event).toList(), contents, policies));
    }
}
