package dev.becas.bot.replay;

import dev.becas.kernel.flow.FlowEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// What the gateway was told is safe, written beside the store and forced to the disk: whoever checks a killed run
/// compares the two. A torn last line was never acknowledged to anybody and is cut off at the next start.
final class Ledger implements AutoCloseable {
    private final FileChannel channel;

    Ledger(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        this.channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        cutTornLine();
    }

    void acknowledged(List<FlowEvent> events) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (FlowEvent event : events) {
            lines.append("{\"id\":\"")
                    .append(event.head().id())
                    .append("\",\"name\":\"")
                    .append(event.wireName())
                    .append("\"}\n");
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    private void cutTornLine() throws IOException {
        long end = channel.size();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (end > 0) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                break;
            }
            end--;
        }
        channel.truncate(end);
        channel.position(end);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
