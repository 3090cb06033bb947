package dev.becas.gputrainer.port;

import dev.becas.kernel.json.Json;
import dev.becas.kernel.training.TrainingCosts;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/// The minutes for which jobs held a graphics card, in a file that a budget is held against. They are written down
/// while a job runs, so a killed bot loses count of one minute at most.
public final class CardMinutes implements TrainingCosts {
    private static final double NANOS_A_MINUTE = 60e9;

    private final Path file;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /// @param file JSON lines
    /// @param clock says in which month minutes fall
    /// @param nanoTime says how many they are
    public CardMinutes(Path file, InstantSource clock, LongSupplier nanoTime) {
        this.file = file;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    private record Entry(Instant at, String job, double minutes) {
        Entry {
            Objects.requireNonNull(at, "at is missing");
        }
    }

    /// Counts from now on.
    Meter begin(String job) {
        return new Meter(job);
    }

    /// Counts the minutes of one job until it is closed.
    final class Meter implements AutoCloseable {
        private final String job;
        private long written = nanoTime.getAsLong();

        private Meter(String job) {
            this.job = job;
        }

        /// Writes down what was used, when that is a minute or more.
        void look() {
            if (minutes() >= 1) {
                write();
            }
        }

        private double minutes() {
            return (nanoTime.getAsLong() - written) / NANOS_A_MINUTE;
        }

        private void write() {
            append(new Entry(clock.instant(), job, minutes()));
            written = nanoTime.getAsLong();
        }

        @Override
        public void close() {
            write();
        }
    }

    /// A line begins anew, so that one which a kill cut off spoils no other. An interruption does not close the stream.
    private synchronized void append(Entry entry) {
        try (FileOutputStream end = new FileOutputStream(file.toFile(), true)) {
            end.write(("\n" + Json.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the minutes of a card cannot be counted: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized Cost between(Instant from, Instant to) {
        double minutes = 0;
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                if (line.endsWith("}")) {
                    Entry entry = Json.MAPPER.readValue(line, Entry.class);
                    boolean within = !entry.at().isBefore(from) && entry.at().isBefore(to);
                    minutes += within ? entry.minutes() : 0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
        return new Cost(minutes, 0);
    }
}
