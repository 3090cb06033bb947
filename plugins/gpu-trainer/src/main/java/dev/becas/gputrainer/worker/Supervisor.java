package dev.becas.gputrainer.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Keeps a worker: starts it with the first job, and anew with the next job after it ended. One that ends again and
/// again is left alone for a while, so that each message does not cost a start.
public final class Supervisor implements AutoCloseable {
    /// How long a job may take for which nobody waits: a training run.
    public static final Duration NO_DEADLINE = Duration.ofDays(365);

    /// Says what a worker is started with, or in one sentence what is missing.
    @FunctionalInterface
    public interface Source {
        WorkerSpec spec() throws IOException;
    }

    private static final int ENDS_IN_A_ROW_MAX = 3;
    private static final Duration REST = Duration.ofSeconds(30);

    private final Source source;
    private final Consumer<String> ended;
    private final LongSupplier nanoTime;
    private @Nullable WorkerProcess process;
    private int endsInARow;
    private long endedNanos;
    private String lastEnd = "";
    private boolean closed;

    /// @param source asked before each start
    /// @param ended hears in one sentence why a worker ended that nobody told to
    /// @param nanoTime a clock for the rest after several ends in a row
    public Supervisor(Source source, Consumer<String> ended, LongSupplier nanoTime) {
        this.source = source;
        this.ended = ended;
        this.nanoTime = nanoTime;
    }

    /// Has a job done, by a worker that may have to be started.
    ///
    /// @param deadline after which nobody waits any more, queueing and start included
    /// @param progress hears how far it is
    /// @throws InterruptedException when this thread was; the job has ended then
    public JsonNode ask(String kind, Object body, Duration deadline, Consumer<JsonNode> progress)
            throws WorkerFailure, InterruptedException {
        long began = System.nanoTime();
        WorkerProcess worker = serving();
        Duration left = deadline.minusNanos(System.nanoTime() - began);
        if (left.isNegative()) {
            throw new WorkerFailure(
                    WorkerFailure.DEADLINE, "the worker took longer to start than " + deadline.toMillis() + " ms");
        }
        JsonNode answer = worker.ask(kind, body, left, progress);
        forgetEnds();
        return answer;
    }

    /// The process id of the worker that serves, 0 when none does.
    public synchronized long pid() {
        return process != null && process.serves() ? process.pid() : 0;
    }

    private synchronized WorkerProcess serving() throws WorkerFailure, InterruptedException {
        if (closed) {
            throw new WorkerFailure(WorkerFailure.DOWN, "the worker is being stopped");
        }
        if (process != null && process.serves()) {
            return process;
        }
        if (endsInARow >= ENDS_IN_A_ROW_MAX && nanoTime.getAsLong() - endedNanos < REST.toNanos()) {
            throw new WorkerFailure(
                    WorkerFailure.DOWN,
                    endsInARow + " times in a row " + lastEnd + "; it is tried again after " + REST.toSeconds() + " s");
        }
        try {
            WorkerSpec spec = source.spec();
            Files.createDirectories(
                    Objects.requireNonNull(spec.log().toAbsolutePath().getParent()));
            process = WorkerProcess.start(spec, this::heardEnd);
            return process;
        } catch (IOException e) {
            heardEnd(String.valueOf(e.getMessage()));
            throw new WorkerFailure(WorkerFailure.DOWN, String.valueOf(e.getMessage()));
        }
    }

    private void heardEnd(String sentence) {
        synchronized (this) {
            endsInARow++;
            endedNanos = nanoTime.getAsLong();
            lastEnd = sentence;
        }
        ended.accept(sentence);
    }

    private synchronized void forgetEnds() {
        endsInARow = 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            process.close();
        }
    }
}
