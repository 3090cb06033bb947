package dev.becas.datasets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Function;

/// Writes the lines of a conversation in order of time, though some are known before their time has come.
final class Talk {

    private static final ObjectWriter JSON = new ObjectMapper().writerFor(TalkLine.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Writer out;
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(Comparator.comparingLong(Later::atMillis).thenComparingLong(Later::order));
    private final Map<String, Integer> written = new TreeMap<>();
    private long scheduled;

    Talk(Writer out) {
        this.out = out;
    }

    private record Later(long atMillis, long order, TalkLine line) {}

    static String stamp(long atMillis) {
        return STAMP.format(Instant.ofEpochMilli(atMillis));
    }

    /// Puts a line aside until `atMillis`; `line` is given the time as it is written down.
    void schedule(long atMillis, Function<String, TalkLine> line) {
        later.add(new Later(atMillis, scheduled++, line.apply(stamp(atMillis))));
    }

    /// Writes everything that is due at `atMillis`.
    void runUntil(long atMillis) throws IOException {
        for (Later next = later.peek(); next != null && next.atMillis() <= atMillis; next = later.peek()) {
            later.remove();
            write(next.line());
        }
    }

    void finish() throws IOException {
        runUntil(Long.MAX_VALUE);
    }

    void write(TalkLine line) throws IOException {
        out.write(JSON.writeValueAsString(line));
        out.write('\n');
        written.merge(line.type(), 1, Integer::sum);
    }

    /// Lines written so far, by type.
    Map<String, Integer> written() {
        return written;
    }
}
