package dev.becas.gputrainer.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Noise with an x or a y in it; x is fine and y is a scam.
final class LetterRows {
    private LetterRows() {}

    static Path write(Path file, int count, long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(3 + random.nextInt(3), 'a', 'f').forEach(text::appendCodePoint);
            text.append(i % 2 == 0 ? 'x' : 'y');
            lines.add("{\"input\": \"%s\", \"output\": \"%s\"}".formatted(text, i % 2 == 0 ? "fine" : "scam"));
        }
        return Files.write(file, lines);
    }
}
