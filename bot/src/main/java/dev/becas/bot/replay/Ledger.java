package dev.becas.bot.replay;

import dev.becas.kernel.flow.FlowEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What the gateway was told is safe, written beside the store and forced to the disk: whoever checks a killed run
/// compares the two.
final class Ledger implements AutoCloseable {
    private final ForcedLines lines;

    Ledger(Path file) throws IOException {
        this.lines = new ForcedLines(file);
    }

    void acknowledged(List<FlowEvent> events) throws IOException {
        StringBuilder text = new StringBuilder();
        for (FlowEvent event : events) {
            text.append("{\"id\":\"")
                    .append(event.head().id())
                    .append("\",\"name\":\"")
                    .append(event.wireName())
                    .append("\"}\n");
        }
        lines.append(text.toString());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
