package dev.becas.finetuning;

import dev.becas.finetuning.collect.DecisionReader;
import dev.becas.finetuning.collect.Reading;
import dev.becas.finetuning.examples.ExampleWriter;
import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import java.util.List;

/// Reads and redacts off the writer; grades, folds and stores inside the transaction, in the order of the events.
final class CollectHandler implements Handler {
    private final DecisionReader reader;
    private final ExampleWriter writer;

    CollectHandler(DecisionReader reader, ExampleWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public Effect handle(List<Delivery> batch) {
        List<Reading> readings =
                batch.stream().map(delivery -> reader.read(delivery.event())).toList();
        return tx -> readings.forEach(reading -> writer.write(tx, reading));
    }
}
