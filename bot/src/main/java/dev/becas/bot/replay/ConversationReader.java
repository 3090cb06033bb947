package dev.becas.bot.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a conversation line by line. A bad line is told in one sentence, counted and passed over; the rest goes on.
final class ConversationReader implements AutoCloseable {
    private static final int TOLD_MAX = 20;

    private final Path file;
    private final BufferedReader in;
    private final Consumer<String> complaints;
    private final long size;
    private @Nullable ConversationLine before;
    private int number;
    private int bad;
    private long characters;

    ConversationReader(Path file, Consumer<String> complaints) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no conversation file " + file);
        }
        this.file = file;
        this.complaints = complaints;
        this.size = Files.size(file);
        this.in = new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)));
    }

    /// The next good line, or null at the end.
    @Nullable
    ConversationLine next() throws IOException {
        String text = in.readLine();
        while (text != null) {
            number++;
            characters += text.length() + 1L;
            if (!text.isBlank()) {
                try {
                    ConversationLine line = ConversationLine.read(number, text, before);
                    before = line;
                    return line;
                } catch (ConversationLine.BadLine e) {
                    complain(e);
                }
            }
            text = in.readLine();
        }
        return null;
    }

    /// How many lines could not be used.
    int bad() {
        return bad;
    }

    /// How much of the file is read, about, in [0, 1].
    double share() {
        return size == 0 ? 1 : Math.min(1, (double) characters / size);
    }

    private void complain(ConversationLine.BadLine e) {
        bad++;
        if (bad <= TOLD_MAX) {
            complaints.accept(file.getFileName() + ", line " + number + " " + e.getMessage() + "; it is passed over");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
